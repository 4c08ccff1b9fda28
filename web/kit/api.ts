// The one door to the server: JSON in and out, refusals as sentences, and honest words about the network.
import { parseInstant } from '#ground/instant.ts';
import { learnServerTime } from './server-clock.ts';
import { asTold } from './told.ts';

/** Why there is no answer to show. */
export type Failure =
  /** The server said no, with a stable code and a sentence for people. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: string;
      readonly sentence: string;
    }
  /** The device has no network: nothing was sent. */
  | { readonly kind: 'offline' }
  /** It was sent, and no answer came back: it may or may not have been recorded. */
  | { readonly kind: 'no-answer' }
  /** The server failed without a sentence. */
  | { readonly kind: 'fault' };

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly etag: string | null }
  /** The copy we hold is still the truth (304). */
  | { readonly ok: true; readonly unchanged: true }
  | { readonly ok: false; readonly failure: Failure };

export interface Call {
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  /** One key for one intention: a retry with the same key is the same change (RULES B8). */
  readonly idempotencyKey?: string;
  /** The version we hold: the server answers 304 when nothing changed. */
  readonly etag?: string | null;
}

const waitMsMax = 15_000;
const signedOutListeners = new Set<() => void>();

/** Calls `/api/v1` + path. The type is the caller's promise; `docs/openapi.json` holds it true. */
export async function call<T>(path: string, options: Call = {}): Promise<Answer<T>> {
  if (!navigator.onLine) return { ok: false, failure: { kind: 'offline' } };
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, requestOf(options));
  } catch {
    // Between "offline" and "no answer" the browser does not tell; reading loses nothing either way.
    const kind = navigator.onLine && options.method !== undefined ? 'no-answer' : 'offline';
    return { ok: false, failure: { kind } };
  }
  if (response.status === 304) {
    learnTime(response, undefined);
    return { ok: true, unchanged: true };
  }
  if (!response.ok) return { ok: false, failure: await failureOf(response) };
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  learnTime(response, body);
  return { ok: true, value: asTold<T>(body), etag: response.headers.get('etag') };
}

/** Runs when the server no longer knows who we are. Returns how to stop listening. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

function requestOf(options: Call): RequestInit {
  const headers = new Headers({ 'accept-language': document.documentElement.lang });
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
  if (options.etag) headers.set('if-none-match', options.etag);
  return {
    method: options.method ?? 'GET',
    headers,
    // Conditional requests are ours: the browser must hand us the 304.
    cache: 'no-store',
    signal: AbortSignal.timeout(waitMsMax),
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  };
}

/** The server says its time in a header or in the body, whichever the answer has. */
function learnTime(response: Response, body: unknown): void {
  const said = response.headers.get('x-refettorio-now');
  if (said === null) learnTimeOf(body);
  else learnTimeOf({ now: said });
}

export function learnTimeOf(body: unknown): void {
  const said = typeof body === 'object' && body !== null && 'now' in body ? String(body.now) : '';
  const now = parseInstant(said);
  if (now !== undefined) learnServerTime(now);
}

async function failureOf(response: Response): Promise<Failure> {
  const problem: unknown = await response.json().catch(() => undefined);
  return failureOfProblem(response.status, problem);
}

/** What the body of a refusal says. */
export function failureOfProblem(status: number, problem: unknown): Failure {
  if (!isProblem(problem)) return { kind: 'fault' };
  if (problem.code === 'identity.not-signed-in') for (const tell of signedOutListeners) tell();
  return { kind: 'refused', status, code: problem.code, sentence: problem.detail };
}

interface Problem {
  readonly code: string;
  readonly detail: string;
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    'detail' in body &&
    typeof body.code === 'string' &&
    typeof body.detail === 'string'
  );
}

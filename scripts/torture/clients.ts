// Families at their phones: each asks, reads the answer whole, and remembers what it was told.
import type { Served } from '../../journeys/executable.ts';
import type { Tally } from './outcome.ts';
import type { TorturedTown } from './town.ts';

/** One request and what its sender knows of it: `unknown` when no answer came. */
export interface Deed {
  readonly town: TorturedTown;
  readonly cookie: string;
  readonly path: string;
  readonly body: string;
  readonly key: string;
  state: 'unknown' | 'accepted' | 'refused';
  code: string | null;
  /** Answers that nobody should get. */
  fault: string | null;
}

export interface Answered {
  readonly status: number;
  /** Null: the answer does not say when to come again. */
  readonly retryAfter: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

export function deedOf(
  town: TorturedTown,
  token: string,
  path: string,
  body: object,
  key: string,
): Deed {
  return {
    town,
    cookie: `refettorio=${token}`,
    path,
    body: JSON.stringify(body),
    key,
    state: 'unknown',
    code: null,
    fault: null,
  };
}

export const basesOf = (served: readonly Served[]): readonly string[] =>
  served.map(({ base }) => base);

/** Sends it (again) and writes down what was read; rejects for nothing. */
export async function perform(base: string, deed: Deed): Promise<Answered | undefined> {
  const answer = await send(base, deed);
  if (answer === undefined) return undefined;
  const { status, body } = answer;
  if (status === 200) {
    deed.state = 'accepted';
    deed.code = String(body['code']);
  } else if (status === 409) deed.state = 'refused';
  // Whoever cannot tell says so: the connection to the database may have gone at the commit. A 500 is never an answer.
  else if (status === 503 && answer.retryAfter !== null) deed.state = 'unknown';
  else deed.fault = `${deed.path} was answered ${status} ${String(body['code'])}`;
  return answer;
}

/** After a crash every sender asks again with the same key: what was accepted is the same receipt, what is in doubt is settled. */
export async function askAgain(
  bases: readonly string[],
  deeds: readonly Deed[],
  tally: Tally,
): Promise<void> {
  const waiting = [...deeds];
  const worker = async (): Promise<void> => {
    for (let deed = waiting.shift(); deed !== undefined; deed = waiting.shift()) {
      const base = bases[waiting.length % bases.length];
      if (base === undefined) throw new Error('nobody serves');
      await settle(base, deed, tally);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

async function settle(base: string, deed: Deed, tally: Tally): Promise<void> {
  if (deed.state === 'refused') return;
  const { state, code } = deed;
  const answer = await perform(base, deed);
  if (deed.fault !== null) tally.faults.push(deed.fault);
  if (answer === undefined || answer.status >= 500) {
    tally.faults.push(`${deed.path} asked again was answered ${answer?.status ?? 'by nobody'}`);
  } else if (state === 'accepted' && deed.state !== 'accepted') {
    tally.lost += 1;
    tally.faults.push(`${String(code)} was accepted and is refused when asked again`);
  } else if (state === 'accepted' && (deed.code !== code || answer.body['repeated'] !== true)) {
    tally.doubled += 1;
    tally.faults.push(`${String(code)} became ${String(deed.code)} when it was asked again`);
  }
}

async function send(base: string, deed: Deed): Promise<Answered | undefined> {
  try {
    const response = await fetch(`${base}/api/v1/${deed.path}`, {
      method: 'POST',
      headers: {
        'x-forwarded-host': deed.town.host,
        cookie: deed.cookie,
        'content-type': 'application/json',
        'idempotency-key': deed.key,
      },
      body: deed.body,
    });
    const text = await response.text();
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: toBody(JSON.parse(text)),
    };
  } catch {
    return undefined;
  }
}

function toBody(value: unknown): Readonly<Record<string, unknown>> {
  return value as Readonly<Record<string, unknown>>;
}

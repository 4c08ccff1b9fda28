// Sends one file as a bare body and says how much of it is on its way: fetch cannot, the older request can.
import { failureOfProblem } from './api.ts';
import type { Answer } from './api.ts';
import { asTold } from './told.ts';

export interface Upload {
  readonly path: string;
  readonly file: Blob;
  readonly idempotencyKey: string;
  /** What the file asks for; addresses end in logs, headers do not. */
  readonly headers: Readonly<Record<string, string>>;
  /** From 0 to 1. */
  onProgress(share: number): void;
}

/** A little longer than the server waits for a body. */
const waitMsMax = 130_000;

export function upload<T>(one: Upload): Promise<Answer<T>> {
  if (!navigator.onLine) return Promise.resolve({ ok: false, failure: { kind: 'offline' } });
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${one.path}`);
    request.timeout = waitMsMax;
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.setRequestHeader('content-type', one.file.type || 'application/octet-stream');
    request.setRequestHeader('idempotency-key', one.idempotencyKey);
    for (const [name, value] of Object.entries(one.headers)) request.setRequestHeader(name, value);
    let isWhole = false;
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      one.onProgress(total === 0 ? 0 : loaded / total);
    });
    request.upload.addEventListener('load', () => {
      isWhole = true;
    });
    const lost = (): void =>
      // Before the last byte the server records nothing.
      resolve({ ok: false, failure: { kind: isWhole ? 'no-answer' : 'offline' } });
    request.addEventListener('error', lost);
    request.addEventListener('timeout', lost);
    request.addEventListener('load', () => {
      const body = parsed(request.responseText);
      resolve(
        request.status === 200
          ? { ok: true, value: asTold<T>(body), etag: null }
          : { ok: false, failure: failureOfProblem(request.status, body) },
      );
    });
    request.send(one.file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

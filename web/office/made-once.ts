// What the server makes when it is asked to and shows this once: a code, a PIN, letters.
import { useState } from 'preact/hooks';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';

export interface MadeOnce<T> {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  /** Undefined until it is made, and again when the page is left. */
  readonly made: T | undefined;
  make(body?: object): Promise<T | undefined>;
}

export function useMadeOnce<T>(path: string): MadeOnce<T> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [made, setMade] = useState<T>();
  const make = async (body?: object): Promise<T | undefined> => {
    setBusy(true);
    const answer = await call<T>(path, { method: 'POST', ...(body === undefined ? {} : { body }) });
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    if (!answer.ok || !('value' in answer)) return undefined;
    setMade(answer.value);
    return answer.value;
  };
  return { busy, failure, made, make };
}

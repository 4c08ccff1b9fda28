// One write of the menu's desk: on its way, refused in a sentence, or done.
import { useState } from 'preact/hooks';
import { call } from '../../kit/api.ts';
import type { Failure } from '../../kit/api.ts';

export interface MenuWrite {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  /** The id of what was written, or undefined after a failure, which is shown. */
  send(path: string, body: unknown): Promise<string | undefined>;
}

export function useMenuWrite(): MenuWrite {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  return {
    busy,
    failure,
    async send(path, body) {
      setBusy(true);
      setFailure(undefined);
      const idempotencyKey = crypto.randomUUID();
      const answer = await call<{ readonly id: string }>(path, {
        method: 'POST',
        body,
        idempotencyKey,
      });
      setBusy(false);
      if (!answer.ok) setFailure(answer.failure);
      return answer.ok && 'value' in answer ? answer.value.id : undefined;
    },
  };
}

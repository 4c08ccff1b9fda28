// Altro: whether the mail about one's own changes comes too; the other guardian's always does.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MessageChoicesResponse } from '#correspondence/api.ts';
import { FailureAlert } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Choices } from '../kit/choices.tsx';
import { useRemote } from '../kit/remote.ts';
import { usePortalTexts } from './texts.ts';

const path = '/family/message-choices';

/** Nothing where the server has no choice to offer: a guardian who is told nothing has none. */
export function MessageChoice(): JSX.Element | null {
  const { say } = usePortalTexts();
  const choices = useRemote<MessageChoicesResponse>(path);
  const [failure, setFailure] = useState<Failure>();
  const [isDone, setDone] = useState(false);
  const { value } = choices;
  if (value === undefined) return null;
  const choose = async (ownChanges: string): Promise<void> => {
    setDone(false);
    const answer = await call(path, { method: 'POST', body: { ownChanges } });
    setFailure(answer.ok ? undefined : answer.failure);
    await choices.refresh();
    setDone(answer.ok);
  };
  return (
    <section class="stack">
      {value.email === null ? (
        <p>{say('messages.no-email')}</p>
      ) : (
        <>
          <Choices
            label={say('messages.own')}
            choices={[
              { value: 'mail', word: say('messages.own-mail') },
              { value: 'none', word: say('messages.own-none') },
            ]}
            chosen={value.ownChanges}
            onChoose={(ownChanges) => void choose(ownChanges)}
          />
          <p>{say('messages.always', { email: value.email })}</p>
        </>
      )}
      <p role="status">{isDone ? say('messages.done') : ''}</p>
      {failure !== undefined && <FailureAlert failure={failure} of="change" />}
    </section>
  );
}

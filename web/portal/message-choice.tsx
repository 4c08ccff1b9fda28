// Altro: whether and by what one's own changes are told; the other guardian's always are.
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
  /** What was just chosen, until the server has answered. */
  const [asked, setAsked] = useState<string>();
  const { value } = choices;
  if (value === undefined) return null;
  const { email, mobile, ownChanges } = value;
  const address = ownChanges === 'sms' || email === null ? mobile : email;
  const choose = async (ownChanges: string): Promise<void> => {
    setDone(false);
    setAsked(ownChanges);
    const answer = await call(path, { method: 'POST', body: { ownChanges } });
    setFailure(answer.ok ? undefined : answer.failure);
    await choices.refresh();
    setAsked(undefined);
    setDone(answer.ok);
  };
  return (
    <section class="stack">
      {address === null ? (
        <p>{say('messages.no-email')}</p>
      ) : (
        <>
          <Choices
            label={say(mobile === null ? 'messages.own' : 'messages.own-told')}
            choices={[
              ...(email === null
                ? []
                : [
                    {
                      value: 'mail',
                      word: say(mobile === null ? 'messages.own-mail' : 'messages.own-by-mail'),
                    },
                  ]),
              ...(mobile === null ? [] : [{ value: 'sms', word: say('messages.own-by-sms') }]),
              { value: 'none', word: say('messages.own-none') },
            ]}
            chosen={asked ?? ownChanges}
            onChoose={(ownChanges) => void choose(ownChanges)}
          />
          <p>{say('messages.always', { address })}</p>
        </>
      )}
      <p role="status">{isDone ? say('messages.done') : ''}</p>
      {failure !== undefined && <FailureAlert failure={failure} of="change" />}
    </section>
  );
}

// Whom an SMS can be sent to: each text as it will be, all chosen until somebody says otherwise, one confirmation.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CredentialListView } from '#enrolment/credential-api.ts';
import { Button } from '../../kit/button.tsx';
import type { Guardian } from './credentials-desk.tsx';
import { SendCredentials } from './send-credentials.tsx';
import { SendingState, whenInWords } from './sending-words.tsx';
import { maySend } from './sms-means.tsx';
import { SomeOf } from './some-of.tsx';
import { useCredentialTexts } from './texts.ts';

export function ReadyList(props: {
  readonly list: CredentialListView;
  readonly guardians: readonly Guardian[];
  onSent(): Promise<void>;
}): JSX.Element {
  const { say } = useCredentialTexts();
  const { list, guardians } = props;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const chosen = guardians.filter(({ guardianId }) => !left.has(guardianId));
  const toggle = (guardianId: string, isChosen: boolean): void => {
    const next = new Set(left);
    if (isChosen) next.delete(guardianId);
    else next.add(guardianId);
    setLeft(next);
  };
  const all = guardians.map(({ guardianId }) => guardianId);
  const segments = chosen.reduce((sum, one) => sum + one.segments, 0);
  return (
    <section class="stack" aria-labelledby="credentials-ready">
      <h2 id="credentials-ready">{say('ready', { count: guardians.length })}</h2>
      {guardians.length === 0 ? (
        <p>{say('ready-none')}</p>
      ) : (
        <>
          <div class="button-row">
            {maySend(list.means) && chosen.length > 0 && (
              <Button onPress={() => setAsking(true)}>{say('send', { count: segments })}</Button>
            )}
            <Button look="secondary" onPress={() => setLeft(new Set(chosen.length > 0 ? all : []))}>
              {say(chosen.length > 0 ? 'choose-nobody' : 'choose-all')}
            </Button>
          </div>
          <fieldset class="plain-fieldset">
            <legend class="only-spoken">{say('choose')}</legend>
            <SomeOf>
              {guardians.map((one) => (
                <Ready
                  key={one.guardianId}
                  guardian={one}
                  now={list.now}
                  isChosen={!left.has(one.guardianId)}
                  onToggle={(isChosen) => toggle(one.guardianId, isChosen)}
                />
              ))}
            </SomeOf>
          </fieldset>
        </>
      )}
      {asking && (
        <SendCredentials
          chosen={chosen}
          segments={segments}
          list={list}
          onClose={() => setAsking(false)}
          onSent={props.onSent}
        />
      )}
    </section>
  );
}

function Ready(props: {
  readonly guardian: Guardian;
  readonly now: string;
  readonly isChosen: boolean;
  onToggle(isChosen: boolean): void;
}): JSX.Element {
  const spoken = useCredentialTexts();
  const { say } = spoken;
  const { guardian, now } = props;
  const { sending, maskedNumber } = guardian;
  return (
    <li class="card">
      <label>
        <input
          type="checkbox"
          checked={props.isChosen}
          onChange={(event) => props.onToggle(event.currentTarget.checked)}
        />
        {`${guardian.lastName} ${guardian.firstName}`}
      </label>
      <span class="soft">{guardian.classNames.join('; ')}</span>
      <span>
        {say('number', { number: maskedNumber ?? '' })},{' '}
        {say('segments', { count: guardian.segments })}
      </span>
      <p class="sms-text">{guardian.text}</p>
      {sending !== null && (
        <span>
          {say('last', { when: whenInWords(spoken, sending.askedAt, now) })}{' '}
          <SendingState sending={sending} now={now} />
        </span>
      )}
    </li>
  );
}

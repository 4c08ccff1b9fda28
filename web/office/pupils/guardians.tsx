// Who stands behind a child: contacts, court orders, and the way back in for who forgot the password.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PupilCardView } from '#enrolment/api.ts';
import type { CodeSmsView } from '#enrolment/credential-api.ts';
import { Button } from '../../kit/button.tsx';
import { useRemote } from '../../kit/remote.ts';
import { StateBadge } from '../../kit/state-badge.tsx';
import { lookAgainMsOf } from '../credentials/sending-words.tsx';
import { LastSms } from './code-by-sms.tsx';
import { codePathOf, GiveCode } from './give-code.tsx';
import { usePupilTexts } from './texts.ts';

export type Guardian = NonNullable<PupilCardView['guardians']>[number];

export function Guardians(props: {
  readonly pupilId: string;
  readonly guardians: readonly Guardian[];
}): JSX.Element {
  const { say } = usePupilTexts();
  return (
    <section class="card" aria-label={say('guardians')}>
      <h2>{say('guardians')}</h2>
      {props.guardians.length === 0 && <p>{say('no-guardians')}</p>}
      <ul class="plain-list guardians">
        {props.guardians.map((guardian) => (
          <li key={guardian.guardianId}>
            <OneGuardian pupilId={props.pupilId} guardian={guardian} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneGuardian(props: {
  readonly pupilId: string;
  readonly guardian: Guardian;
}): JSX.Element {
  const { say } = usePupilTexts();
  const { pupilId, guardian } = props;
  const name = `${guardian.firstName} ${guardian.lastName}`;
  return (
    <>
      <h3>
        {name} <span class="soft">{say(`relation.${guardian.relation}`)}</span>
      </h3>
      {guardian.restricted && (
        <p>
          <StateBadge look={{ tone: 'closed', icon: 'closed', word: say('restricted') }} strong />
        </p>
      )}
      <dl class="facts">
        <div>
          <dt>{say('mobile')}</dt>
          <dd>
            {guardian.mobile === null ? (
              <span class="soft">{say('unknown')}</span>
            ) : (
              <a href={`tel:${guardian.mobile.replaceAll(' ', '')}`}>{guardian.mobile}</a>
            )}
          </dd>
        </div>
        <div>
          <dt>{say('email')}</dt>
          <dd>
            {guardian.email === null ? (
              <span class="soft">{say('unknown')}</span>
            ) : (
              <a href={`mailto:${guardian.email}`}>{guardian.email}</a>
            )}
          </dd>
        </div>
        <div>
          <dt>{say('fiscal-code')}</dt>
          <dd>{guardian.fiscalCode ?? <span class="soft">{say('unknown')}</span>}</dd>
        </div>
        <div>
          <dt>{say('login')}</dt>
          <dd>{guardian.login ?? say('login-closed')}</dd>
        </div>
      </dl>
      {guardian.login !== null && <WayBackIn pupilId={pupilId} guardian={guardian} name={name} />}
    </>
  );
}

/** For an account that is open: the last SMS to it, and the next code. */
function WayBackIn(props: {
  readonly pupilId: string;
  readonly guardian: Guardian;
  readonly name: string;
}): JSX.Element {
  const { say } = usePupilTexts();
  const { pupilId, guardian, name } = props;
  const [giving, setGiving] = useState(false);
  const [everyMs, setEveryMs] = useState<number>();
  const sms = useRemote<CodeSmsView>(`${codePathOf(pupilId, guardian)}/sms`, everyMs);
  const lookAgainMs = lookAgainMsOf([sms.value?.sending]);
  if (lookAgainMs !== everyMs) setEveryMs(lookAgainMs);
  return (
    <>
      {sms.value !== undefined && <LastSms sms={sms.value} />}
      <Button
        look="secondary"
        label={say('give-code-of', { name })}
        onPress={() => setGiving(true)}
      >
        {say('give-code')}
      </Button>
      {giving && (
        <GiveCode
          pupilId={pupilId}
          guardian={guardian}
          sms={sms.value}
          onSent={sms.refresh}
          onClose={() => setGiving(false)}
        />
      )}
    </>
  );
}

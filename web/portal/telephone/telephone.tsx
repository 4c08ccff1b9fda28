// Telefono: the numbers of the line, each child's phone code, and the PIN where the line asks for one.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FamilyPhoneView } from '#enrolment/phone-api.ts';
import { writtenNumber } from '#ground/phone-number.ts';
import { FailureAlert, Waiting } from '../../kit/alert.tsx';
import { dayInRome, dayInWords, instantOf } from '../../kit/civil-words.ts';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { serverNow } from '../../kit/server-clock.ts';
import { ChildCode } from './child-code.tsx';
import { ChoosePin } from './choose-pin.tsx';
import { useTelephoneTexts } from './texts.ts';

export type PhoneChild = FamilyPhoneView['children'][number];

export function Telephone(): JSX.Element {
  const { say } = useTelephoneTexts();
  const phone = useRemote<FamilyPhoneView>('/family/telephone');
  const [choosing, setChoosing] = useState<PhoneChild>();
  const [saved, setSaved] = useState<PhoneChild>();
  const choose = (child: PhoneChild): void => {
    setSaved(undefined);
    setChoosing(child);
  };
  return (
    <>
      <PageTitle title={say('title')} />
      <div class="stack">
        {phone.value === undefined && phone.failure === undefined && <Waiting />}
        {phone.failure !== undefined && (
          <FailureAlert failure={phone.failure} of="reading" onRetry={() => void phone.refresh()} />
        )}
        {phone.value !== undefined && (
          <Known phone={phone.value} savedId={saved?.pupilId} onChoose={choose} />
        )}
      </div>
      {choosing !== undefined && (
        <ChoosePin
          child={choosing}
          onClose={() => setChoosing(undefined)}
          onSaved={() => {
            setChoosing(undefined);
            setSaved(choosing);
            void phone.refresh();
          }}
        />
      )}
    </>
  );
}

function Known(props: {
  readonly phone: FamilyPhoneView;
  /** The child whose PIN was just saved. */
  readonly savedId: string | undefined;
  onChoose(child: PhoneChild): void;
}): JSX.Element {
  const { say, language } = useTelephoneTexts();
  const { lines, children, pinAskedFrom } = props.phone;
  const today = dayInRome(serverNow());
  return (
    <>
      <p>{say('lead')}</p>
      <Numbers lines={lines} />
      {pinAskedFrom !== null && (
        <p>
          {pinAskedFrom <= today
            ? say('pin-asked')
            : say('pin-asked-from', { day: dayInWords(pinAskedFrom, language, today) })}
        </p>
      )}
      {children.length === 0 && <p>{say('no-children')}</p>}
      {children.map((child) => (
        <ChildCode
          key={child.pupilId}
          child={child}
          pinSince={
            child.pinGivenAt && dayInWords(dayInRome(instantOf(child.pinGivenAt)), language, today)
          }
          hasPin={pinAskedFrom !== null}
          isSaved={child.pupilId === props.savedId}
          onChoose={() => props.onChoose(child)}
        />
      ))}
    </>
  );
}

function Numbers({ lines }: Pick<FamilyPhoneView, 'lines'>): JSX.Element {
  const { say } = useTelephoneTexts();
  if (lines.length === 0) return <p>{say('no-lines')}</p>;
  return (
    <section class="card" aria-label={say('numbers')}>
      <h2>{say('numbers')}</h2>
      <dl class="facts">
        {lines.map(({ number, kind, cost }) => (
          <div key={number}>
            <dt>{say(kind)}</dt>
            <dd>
              <a href={`${kind === 'voice' ? 'tel' : 'sms'}:${number}`}>{writtenNumber(number)}</a>
            </dd>
            {cost !== null && <dd class="line-cost">{cost}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}

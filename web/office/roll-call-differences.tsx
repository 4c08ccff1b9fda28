// What does not fit between booking and roll call: who came without booking is recorded, who is missing is only shown (RULES A7).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ClassDayList } from '#morning/api.ts';
import { differenceOf } from '#morning/rules.ts';
import { FailureAlert, announce } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { useOfficeTexts } from './texts.ts';

type Pupil = ClassDayList['pupils'][number];

export function RollCallDifferences(props: {
  readonly list: ClassDayList;
  onRecorded(): Promise<void>;
}): JSX.Element | null {
  const { say } = useOfficeTexts();
  const { list } = props;
  const of = (wanted: ReturnType<typeof differenceOf>): readonly Pupil[] =>
    list.pupils.filter((one) => differenceOf(one) === wanted);
  const [came, missing] = [of('came-unbooked'), of('missing')];
  if (list.schoolClass.rollCall === null) return null;
  if (came.length + missing.length === 0) return <p>{say('roll-call.all-fits')}</p>;
  return (
    <section class="stack">
      <h2>{say('roll-call.differences')}</h2>
      {came.length > 0 && (
        <>
          <h3>{say('roll-call.came')}</h3>
          {list.school.state !== 'closed' && <p>{say('roll-call.came-open')}</p>}
          <ul class="plain-list differences">
            {came.map((one) => (
              <Came key={one.pupilId} one={one} {...props} />
            ))}
          </ul>
        </>
      )}
      {missing.length > 0 && (
        <>
          <h3>{say('roll-call.missing')}</h3>
          <p>{say('roll-call.missing-note')}</p>
          <ul class="plain-list differences">
            {missing.map((one) => (
              <li key={one.pupilId}>{one.name}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Came(props: {
  readonly one: Pupil;
  readonly list: ClassDayList;
  onRecorded(): Promise<void>;
}): JSX.Element {
  const { say } = useOfficeTexts();
  const { one, list } = props;
  const [key] = useState(() => crypto.randomUUID());
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const record = async (): Promise<void> => {
    setBusy(true);
    const answer = await call('/staff/corrections', {
      method: 'POST',
      idempotencyKey: key,
      body: {
        kind: 'came-unbooked',
        day: list.day,
        serviceId: list.school.serviceId,
        whose: { pupilIds: [one.pupilId] },
        reason: say('roll-call.reason'),
      },
    });
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) {
      announce(say('roll-call.fed', { name: one.name }));
      await props.onRecorded();
    }
    setBusy(false);
  };
  return (
    <li>
      <span>{one.name}</span>
      {list.school.state === 'closed' && (
        <Button
          look="secondary"
          busy={isBusy}
          label={`${say('roll-call.feed')}: ${one.name}`}
          onPress={() => void record()}
        >
          {say('roll-call.feed')}
        </Button>
      )}
      {failure !== undefined && <FailureAlert failure={failure} of="change" />}
    </li>
  );
}

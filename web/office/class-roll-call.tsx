// The roll call of a class: who is booked, who is there, and what does not fit.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ClassDayList } from '#morning/api.ts';
import { FailureAlert, Waiting, announce } from '../kit/alert.tsx';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { Breadcrumbs } from '../kit/breadcrumbs.tsx';
import { Button } from '../kit/button.tsx';
import { dayInRome, instantOf, momentInWords } from '../kit/civil-words.ts';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import { useServerNow } from '../kit/server-clock.ts';
import { NumberAge } from './number-age.tsx';
import { RollCallDifferences } from './roll-call-differences.tsx';
import { useOfficeTexts } from './texts.ts';

const redrawMs = 30_000;
const askAgainMs = 15_000;

export function ClassRollCall(props: {
  readonly serviceId: string;
  readonly classId: string;
}): JSX.Element {
  const { say } = useOfficeTexts();
  const today = dayInRome(useServerNow(redrawMs));
  const path = `/staff/classes/${props.classId}/services/${props.serviceId}/days/${today}`;
  const remote = useRemote<ClassDayList>(path, askAgainMs);
  const { value, failure } = remote;
  const title = say('roll-call.title', { name: value?.schoolClass.name ?? '' });
  return (
    <>
      <Breadcrumbs above={[{ to: '/oggi', word: say('section.today') }]} here={title} />
      <PageTitle title={title} />
      {value === undefined && failure === undefined && <Waiting />}
      {value === undefined && failure !== undefined && (
        <FailureAlert failure={failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      {value !== undefined && (
        <div class="stack">
          <p>{value.school.name}</p>
          <NumberAge remote={remote} />
          <Call list={value} onTaken={() => remote.refresh()} />
          <RollCallDifferences list={value} onRecorded={() => remote.refresh()} />
        </div>
      )}
    </>
  );
}

/** Whoever is booked is ticked beforehand: what is left is taking away who is missing and adding who came. */
function Call(props: { readonly list: ClassDayList; onTaken(): Promise<void> }): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { list } = props;
  const { rollCall } = list.schoolClass;
  const [ticks, setTicks] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const isPresent = (one: ClassDayList['pupils'][number]): boolean =>
    ticks.get(one.pupilId) ?? one.present ?? one.booked;
  const present = list.pupils.filter(isPresent).length;
  const take = async (): Promise<void> => {
    setBusy(true);
    const answer = await call('/staff/roll-calls', {
      method: 'POST',
      idempotencyKey: key,
      body: {
        classId: list.schoolClass.classId,
        serviceId: list.school.serviceId,
        day: list.day,
        pupils: list.pupils.map((one) => ({ pupilId: one.pupilId, present: isPresent(one) })),
      },
    });
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) {
      await props.onTaken();
      setTicks(new Map());
      announce(say('roll-call.done'));
    }
    // Without an answer the same request is sent again, with the same key.
    if (answer.ok || answer.failure.kind === 'refused') setKey(crypto.randomUUID());
    setBusy(false);
  };
  const tick = (pupilId: string, isTicked: boolean): void => {
    setTicks(new Map([...ticks, [pupilId, isTicked]]));
    setKey(crypto.randomUUID());
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <p>
        {rollCall === null
          ? say('roll-call.not-yet')
          : say('roll-call.taken', {
              when: momentInWords(instantOf(rollCall.takenAt), language, list.day),
              by: rollCall.takenBy ?? say('roll-call.somebody'),
            })}
      </p>
      <fieldset class="roll-call">
        <legend>{say('roll-call.legend')}</legend>
        {list.pupils.map((one) => (
          <label key={one.pupilId}>
            <input
              type="checkbox"
              checked={isPresent(one)}
              onChange={(event) => tick(one.pupilId, event.currentTarget.checked)}
            />
            <span class="name">{one.name}</span>
            <span class={one.booked ? 'booked' : 'not-booked'}>
              {say(one.booked ? 'roll-call.booked' : 'roll-call.not-booked')}
            </span>
          </label>
        ))}
      </fieldset>
      {failure !== undefined && <FailureAlert failure={failure} of="change" />}
      <div class="row">
        <Button type="submit" busy={isBusy}>
          {say(rollCall === null ? 'roll-call.take' : 'roll-call.again', { present })}
        </Button>
      </div>
    </form>
  );
}

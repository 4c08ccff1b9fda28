// One correction: what happened, to whom, why; what it does to kitchen and family is said before it is confirmed.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CorrectableMeals } from '#bookings/correction-api.ts';
import type { StaffCorrection } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import { Alert, FailureAlert, Waiting } from '../kit/alert.tsx';
import { Button } from '../kit/button.tsx';
import { Choices } from '../kit/choices.tsx';
import { Field } from '../kit/field.tsx';
import { useRemote } from '../kit/remote.ts';
import { ConfirmCorrection } from './confirm-correction.tsx';
import type { ProposedCorrection } from './confirm-correction.tsx';
import type { CorrectedSchool } from './corrections-desk.tsx';
import { CorrectionPupils } from './correction-pupils.tsx';
import { useOfficeTexts } from './texts.ts';

const kinds: readonly StaffCorrection[] = [
  'sent-home',
  'came-unbooked',
  'not-delivered',
  'outing-late',
  'strike-late',
  'mistake',
];

/** Recorded for whole classes; the others child by child. */
const ofClasses: ReadonlySet<StaffCorrection> = new Set([
  'not-delivered',
  'outing-late',
  'strike-late',
]);

const reasonLengthMin = 3;

export function CorrectionForm(props: {
  readonly school: CorrectedSchool;
  readonly day: Day;
  onRecorded(): void;
}): JSX.Element {
  const { say } = useOfficeTexts();
  const { school, day } = props;
  const meals = useRemote<CorrectableMeals>(
    `/staff/days/${day}/schools/${school.schoolId}/services/${school.serviceId}/meals`,
  );
  const [kind, setKind] = useState<StaffCorrection>('sent-home');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [proposed, setProposed] = useState<ProposedCorrection>();
  const classes = meals.value?.classes ?? [];
  const byClass = ofClasses.has(kind);

  const choose = (next: StaffCorrection): void => {
    setKind(next);
    setPicked(new Set());
    setTried(false);
  };
  const propose = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (picked.size === 0 || reason.trim().length < reasonLengthMin) return;
    const ids = [...picked];
    const names = byClass
      ? classes.filter((one) => picked.has(one.classId)).map((one) => one.className)
      : classes
          .flatMap((one) => one.pupils.map((pupil) => ({ ...pupil, className: one.className })))
          .filter((pupil) => picked.has(pupil.pupilId))
          .map((pupil) => `${pupil.name} (${pupil.className})`);
    setProposed({
      kind,
      day,
      serviceId: school.serviceId,
      whose: byClass ? { classIds: ids } : { pupilIds: ids },
      reason: reason.trim(),
      names,
    });
  };
  const close = (isRecorded: boolean): void => {
    setProposed(undefined);
    if (!isRecorded) return;
    setPicked(new Set());
    setReason('');
    setTried(false);
  };
  return (
    <section class="card correction-form" aria-label={say('corrections.new')}>
      <h2>{say('corrections.new')}</h2>
      <form noValidate onSubmit={propose}>
        <Choices
          label={say('corrections.what')}
          choices={kinds.map((one) => ({ value: one, word: say(`corrections.kind.${one}`) }))}
          chosen={kind}
          onChoose={(value) => choose(kinds.find((one) => one === value) ?? kind)}
        />
        {meals.failure !== undefined && meals.value === undefined && (
          <FailureAlert failure={meals.failure} of="reading" onRetry={() => void meals.refresh()} />
        )}
        {meals.value === undefined && meals.failure === undefined && <Waiting />}
        {byClass ? (
          <fieldset class="choices">
            <legend>{say('corrections.classes')}</legend>
            {classes.map((one) => (
              <label class="choice" key={one.classId}>
                <input
                  type="checkbox"
                  checked={picked.has(one.classId)}
                  onChange={() => setPicked(toggled(picked, one.classId))}
                />
                <span>{one.className}</span>
              </label>
            ))}
            <Button
              look="quiet"
              onPress={() => setPicked(new Set(classes.map((one) => one.classId)))}
            >
              {say('corrections.whole-school')}
            </Button>
          </fieldset>
        ) : (
          <CorrectionPupils
            key={kind}
            kind={kind}
            classes={classes}
            picked={picked}
            onPick={(pupilId) => setPicked(toggled(picked, pupilId))}
          />
        )}
        {tried && picked.size === 0 && (
          <Alert tone="problem">
            <p>{say(byClass ? 'corrections.pick-class' : 'corrections.pick-child')}</p>
          </Alert>
        )}
        <Field
          name="reason"
          label={say('corrections.reason')}
          hint={say('corrections.reason-hint')}
          mistake={
            tried && reason.trim().length < reasonLengthMin
              ? say('corrections.reason-missing')
              : undefined
          }
          value={reason}
          onValue={setReason}
        />
        <Button type="submit">{say('corrections.check')}</Button>
      </form>
      {proposed !== undefined && (
        <ConfirmCorrection
          correction={proposed}
          onClose={close}
          onRecorded={() => {
            void meals.refresh();
            props.onRecorded();
          }}
        />
      )}
    </section>
  );
}

function toggled(picked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(picked);
  if (!next.delete(id)) next.add(id);
  return next;
}

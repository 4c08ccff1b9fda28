// The children of a class to whom a correction can happen: with a meal, without one, or corrected by hand.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CorrectableMeals } from '#bookings/correction-api.ts';
import type { StaffCorrection } from '#bookings/model.ts';
import { Choices } from '../kit/choices.tsx';
import { useOfficeTexts } from './texts.ts';

type SchoolClass = CorrectableMeals['classes'][number];
type Pupil = SchoolClass['pupils'][number];

export function CorrectionPupils(props: {
  readonly kind: StaffCorrection;
  readonly classes: readonly SchoolClass[];
  readonly picked: ReadonlySet<string>;
  onPick(pupilId: string): void;
}): JSX.Element | null {
  const { say } = useOfficeTexts();
  const [chosen, setChosen] = useState<string>();
  const { kind, picked } = props;
  const classes = props.classes
    .map((one) => ({ ...one, pupils: one.pupils.filter((pupil) => concerns(kind, pupil)) }))
    .filter((one) => one.pupils.length > 0);
  const shown = classes.find((one) => one.classId === chosen) ?? classes[0];
  if (props.classes.length === 0) return null;
  if (shown === undefined) return <p>{say('corrections.nobody')}</p>;
  return (
    <>
      <Choices
        label={say('corrections.class')}
        choices={classes.map((one) => ({ value: one.classId, word: one.className }))}
        chosen={shown.classId}
        onChoose={setChosen}
      />
      <fieldset class="pupils">
        <legend>{say('corrections.children')}</legend>
        {shown.pupils.map((pupil) => (
          <label class="check" key={pupil.pupilId}>
            <input
              type="checkbox"
              checked={picked.has(pupil.pupilId)}
              onChange={() => props.onPick(pupil.pupilId)}
            />
            <span>
              {pupil.name}
              {pupil.correction !== null && (
                <span class="soft"> · {say(`corrections.kind.${pupil.correction}`)}</span>
              )}
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

/** Only to make the list short: whether it can be corrected is the server's to decide. */
function concerns(kind: StaffCorrection, { booked, correction }: Pupil): boolean {
  if (kind === 'mistake') return correction !== null;
  return kind === 'came-unbooked' ? !booked : booked;
}

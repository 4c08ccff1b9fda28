// Several days at once: a range becomes the list of its meals to take off, or a suspension; each explained in one sentence (RULES B1, B3).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { weekdayOf } from '#ground/day.ts';
import type { Day, Weekday } from '#ground/day.ts';
import { Alert, FailureAlert } from '../kit/alert.tsx';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { Choices } from '../kit/choices.tsx';
import { dayInWords, weekdayNames } from '../kit/civil-words.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Field } from '../kit/field.tsx';
import { listMealsToTakeOff } from './meals-of-range.ts';
import { SuspensionForm, dayWithin } from './suspension-form.tsx';
import { usePortalTexts } from './texts.ts';

const schooldays: readonly Weekday[] = [1, 2, 3, 4, 5];

export function SeveralDays(props: {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly earliest: Day;
  /** A suspension may not begin with a day that is over. */
  readonly earliestSuspension: Day;
  readonly latest: Day;
  onAbsences(days: readonly Day[]): void;
  onSuspension(from: Day, to: Day | null): void;
  onClose(): void;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { latest } = props;
  const [kind, setKind] = useState<'absences' | 'suspension'>('absences');
  const [busy, setBusy] = useState(false);
  return (
    <Dialog title={say('range.title')} busy={busy} onClose={props.onClose}>
      <Choices
        label={say('range.kind')}
        choices={[
          { value: 'absences', word: say('range.absences') },
          { value: 'suspension', word: say('range.suspension') },
        ]}
        chosen={kind}
        onChoose={(value) => setKind(value === 'suspension' ? 'suspension' : 'absences')}
      />
      <p class="soft">{say(`range.${kind}-hint`)}</p>
      {kind === 'suspension' ? (
        <SuspensionForm
          earliest={props.earliestSuspension}
          latest={latest}
          onPropose={props.onSuspension}
        />
      ) : (
        <AbsencesForm {...props} busy={busy} onBusy={setBusy} />
      )}
    </Dialog>
  );
}

function AbsencesForm(props: {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly earliest: Day;
  readonly latest: Day;
  readonly busy: boolean;
  onBusy(busy: boolean): void;
  onAbsences(days: readonly Day[]): void;
}): JSX.Element {
  const { say, language } = usePortalTexts();
  const { earliest, latest, busy, onBusy } = props;
  const [fromText, setFromText] = useState<string>(earliest);
  const [toText, setToText] = useState('');
  const [weekdays, setWeekdays] = useState<ReadonlySet<Weekday>>(new Set(schooldays));
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [problem, setProblem] = useState<string>();

  const bounds = {
    from: dayInWords(earliest, language, latest),
    to: dayInWords(latest, language, earliest),
  };
  const from = dayWithin(fromText, earliest, latest);
  const to = dayWithin(toText, earliest, latest);
  const mistakeOf = (day: Day | undefined): string | undefined =>
    tried && day === undefined ? say('range.mistake', bounds) : undefined;

  const find = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    setProblem(undefined);
    setFailure(undefined);
    if (from === undefined || to === undefined || busy) return;
    if (to < from) return setProblem(say('range.order'));
    onBusy(true);
    const found = await listMealsToTakeOff(props.pupilId, props.serviceId, { from, to });
    onBusy(false);
    if (!found.ok) return setFailure(found.failure);
    const days = found.days.filter((day) => weekdays.has(weekdayOf(day)));
    return days.length === 0 ? setProblem(say('range.none')) : props.onAbsences(days);
  };
  const toggle = (weekday: Weekday, isChosen: boolean): void => {
    const next = new Set(weekdays);
    if (isChosen) next.add(weekday);
    else next.delete(weekday);
    setWeekdays(next);
  };
  const names = weekdayNames(language, 'long');
  return (
    <form noValidate onSubmit={(event) => void find(event)}>
      <Field
        name="from"
        type="date"
        label={say('range.from')}
        min={earliest}
        max={latest}
        mistake={mistakeOf(from)}
        value={fromText}
        onValue={setFromText}
      />
      <Field
        name="to"
        type="date"
        label={say('range.to')}
        min={earliest}
        max={latest}
        mistake={mistakeOf(to)}
        value={toText}
        onValue={setToText}
      />
      <fieldset class="choices">
        <legend>{say('range.weekdays')}</legend>
        {schooldays.map((weekday) => (
          <label class="choice" key={weekday}>
            <input
              type="checkbox"
              checked={weekdays.has(weekday)}
              onChange={(event) => toggle(weekday, event.currentTarget.checked)}
            />
            <span>{names[weekday - 1]}</span>
          </label>
        ))}
      </fieldset>
      <div class="stack">
        {failure !== undefined && <FailureAlert failure={failure} of="reading" />}
        {problem !== undefined && (
          <Alert tone="problem">
            <p>{problem}</p>
          </Alert>
        )}
        <Button type="submit" size="large" busy={busy}>
          {say('range.find')}
        </Button>
      </div>
    </form>
  );
}

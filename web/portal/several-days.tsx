// "From … to …, only on Tuesdays": a range becomes the list of its meals that can still be taken off (RULES B1, B3).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { parseDay, weekdayOf } from '#ground/day.ts';
import type { Day, Weekday } from '#ground/day.ts';
import { Alert, FailureAlert } from '../kit/alert.tsx';
import type { Failure } from '../kit/api.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords, weekdayNames } from '../kit/civil-words.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Field } from '../kit/field.tsx';
import { listMealsToTakeOff } from './meals-of-range.ts';
import { usePortalTexts } from './texts.ts';

const schooldays: readonly Weekday[] = [1, 2, 3, 4, 5];

export function SeveralDays(props: {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly earliest: Day;
  readonly latest: Day;
  onPropose(days: readonly Day[]): void;
  onClose(): void;
}): JSX.Element {
  const { say, language } = usePortalTexts();
  const { earliest, latest } = props;
  const [fromText, setFromText] = useState<string>(earliest);
  const [toText, setToText] = useState('');
  const [weekdays, setWeekdays] = useState<ReadonlySet<Weekday>>(new Set(schooldays));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
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
    setBusy(true);
    const found = await listMealsToTakeOff(props.pupilId, props.serviceId, { from, to });
    setBusy(false);
    if (!found.ok) return setFailure(found.failure);
    const days = found.days.filter((day) => weekdays.has(weekdayOf(day)));
    return days.length === 0 ? setProblem(say('range.none')) : props.onPropose(days);
  };
  const toggle = (weekday: Weekday, isChosen: boolean): void => {
    const next = new Set(weekdays);
    if (isChosen) next.add(weekday);
    else next.delete(weekday);
    setWeekdays(next);
  };
  const names = weekdayNames(language, 'long');
  return (
    <Dialog title={say('range.title')} busy={busy} onClose={props.onClose}>
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
    </Dialog>
  );
}

function dayWithin(text: string, earliest: Day, latest: Day): Day | undefined {
  const day = parseDay(text);
  return day !== undefined && earliest <= day && day <= latest ? day : undefined;
}

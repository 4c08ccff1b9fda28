// Corrections of a closed day: which school and day, what was corrected already, and the way to correct.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CorrectionDay } from '#bookings/correction-api.ts';
import { addDays } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { Alert, FailureAlert, Waiting } from '../kit/alert.tsx';
import { Button } from '../kit/button.tsx';
import { Choices } from '../kit/choices.tsx';
import { dayInRome, dayInWords, instantOf, momentInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import { useServerNow } from '../kit/server-clock.ts';
import { CorrectionForm } from './correction-form.tsx';
import { CorrectionList } from './correction-list.tsx';
import { useOfficeTexts } from './texts.ts';

const redrawMs = 30_000;
const askMs = 20_000;

export type CorrectedSchool = CorrectionDay['schools'][number];

export function CorrectionsDesk(): JSX.Element {
  const { say, language } = useOfficeTexts();
  const today = dayInRome(useServerNow(redrawMs));
  const [chosenDay, setChosenDay] = useState<Day>();
  const [chosen, setChosen] = useState<string>();
  const day = chosenDay ?? today;
  const remote = useRemote<CorrectionDay>(`/staff/days/${day}/corrections`, askMs);
  const schools = (remote.value?.schools ?? []).filter((one) => one.served);
  const school = schools.find((one) => placeOf(one) === chosen) ?? schools[0];
  const step = (days: number): void => setChosenDay(addDays(day, days));
  return (
    <>
      <PageTitle title={say('corrections.title')} />
      <div class="row correction-day">
        <Button
          look="secondary"
          size="square"
          label={say('corrections.previous')}
          onPress={() => step(-1)}
        >
          <Icon name="back" />
        </Button>
        <strong>{dayInWords(day, language, today)}</strong>
        {day < today && (
          <Button
            look="secondary"
            size="square"
            label={say('corrections.next')}
            onPress={() => step(1)}
          >
            <Icon name="next" />
          </Button>
        )}
      </div>
      {remote.failure !== undefined && remote.value === undefined && (
        <FailureAlert failure={remote.failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      {remote.value === undefined && remote.failure === undefined && <Waiting />}
      {remote.value !== undefined && school === undefined && <p>{say('corrections.no-schools')}</p>}
      {schools.length > 1 && school !== undefined && (
        <Choices
          label={say('corrections.school')}
          choices={schools.map((one) => ({ value: placeOf(one), word: wordOf(one, schools) }))}
          chosen={placeOf(school)}
          onChoose={setChosen}
        />
      )}
      {school !== undefined && (
        <div class="stack" key={`${placeOf(school)} ${day}`}>
          <SchoolDay school={school} today={today} />
          {school.closedAt !== null && (
            <CorrectionForm school={school} day={day} onRecorded={() => void remote.refresh()} />
          )}
          <CorrectionList
            corrections={(remote.value?.corrections ?? []).filter(
              (one) => one.schoolId === school.schoolId && one.serviceId === school.serviceId,
            )}
            today={today}
          />
        </div>
      )}
    </>
  );
}

const placeOf = (one: CorrectedSchool): string => `${one.schoolId}/${one.serviceId}`;

/** The service is said where a school has more than one. */
function wordOf(one: CorrectedSchool, all: readonly CorrectedSchool[]): string {
  const isOnly = all.filter((other) => other.schoolId === one.schoolId).length === 1;
  return isOnly ? one.schoolName : `${one.schoolName} · ${one.serviceName}`;
}

/** Open: what to do instead; closed since when; and whether late absences are still taken. */
function SchoolDay(props: { readonly school: CorrectedSchool; readonly today: Day }): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { school, today } = props;
  const when = (text: string): string => momentInWords(instantOf(text), language, today);
  if (school.closedAt === null)
    return (
      <Alert tone="note">
        <p>{say('corrections.open', { time: when(school.cutOffAt) })}</p>
      </Alert>
    );
  return (
    <>
      <p>{say('corrections.closed', { time: when(school.closedAt) })}</p>
      {school.amnestyUntil !== null && (
        <Alert tone="note">
          <p>{say('corrections.amnesty-until', { time: when(school.amnestyUntil) })}</p>
        </Alert>
      )}
    </>
  );
}

// Whoever serves: shift by shift how many sit down, and whose plate is another one, in letters to be read across a table.
import type { JSX } from 'preact';
import type { Day } from '#ground/day.ts';
import type { ServingDay } from '#kitchen/api.ts';
import { FailureAlert, Waiting } from '../kit/alert.tsx';
import {
  dayInWords,
  instantOf,
  momentInWords,
  spokenTime,
  timeInWords,
} from '../kit/civil-words.ts';
import { PageTitle } from '../kit/page-title.tsx';
import { useRemote } from '../kit/remote.ts';
import { useServerNow } from '../kit/server-clock.ts';
import { StateBadge } from '../kit/state-badge.tsx';
import { Age } from './age.tsx';
import { DayBar, useChosenDay } from './day-bar.tsx';
import { ShiftTable } from './shift-table.tsx';
import { useOfficeTexts } from './texts.ts';

type Load = ServingDay['sites'][number]['shifts'][number];

const askAgainMs = 10_000;
const redrawMs = 1000;

export function ServingDesk(): JSX.Element {
  const { say } = useOfficeTexts();
  const { day, today, go } = useChosenDay();
  return (
    <>
      <div class="kitchen-head">
        <PageTitle title={say('serving.title')} />
        <DayBar day={day} today={today} onDay={go} />
      </div>
      <Sites day={day} today={today} />
    </>
  );
}

function Sites({ day, today }: { readonly day: Day; readonly today: Day }): JSX.Element {
  const { say, language } = useOfficeTexts();
  const remote = useRemote<ServingDay>(`/serving-days/${day}`, askAgainMs);
  const now = useServerNow(redrawMs);
  const { value, confirmedAt, failure } = remote;
  if (value === undefined || confirmedAt === undefined) {
    return failure === undefined ? (
      <Waiting />
    ) : (
      <FailureAlert failure={failure} of="reading" onRetry={() => void remote.refresh()} />
    );
  }
  const sites = value.sites.filter((site) => site.shifts.length > 0);
  return (
    <div class="stack">
      <p class="printed-only">
        {dayInWords(day, language)} ·{' '}
        {say('kitchen.printed', { when: momentInWords(now, language, day) })}
      </p>
      <Age confirmedAt={confirmedAt} failure={failure} now={now} today={today} />
      {sites.length === 0 && <p>{say('serving.none')}</p>}
      {sites.map((site) => (
        <section key={site.servingSiteId} class="stack" aria-label={site.name}>
          <h2>{site.name}</h2>
          {site.shifts.map((load) => (
            <ShiftLoad key={`${load.schoolName} ${load.serviceName} ${load.name}`} load={load} />
          ))}
        </section>
      ))}
    </div>
  );
}

function ShiftLoad({ load }: { readonly load: Load }): JSX.Element {
  const { say } = useOfficeTexts();
  const { schoolName, name, startsAt, closedAt, cutOffAt, specialPlates } = load;
  const title = say('serving.load', { school: schoolName, name, time: spokenTime(startsAt) });
  return (
    <section class="card school" aria-label={title}>
      <p>
        {closedAt === null ? (
          <StateBadge
            strong
            look={{
              tone: 'away',
              icon: 'clock',
              word: say('serving.provisional', { time: timeInWords(instantOf(cutOffAt)) }),
            }}
          />
        ) : (
          <StateBadge
            strong
            look={{
              tone: 'eats',
              icon: 'done',
              word: say('serving.final', { time: timeInWords(instantOf(closedAt)) }),
            }}
          />
        )}
      </p>
      <ShiftTable shift={load} school={schoolName} />
      <h3>
        {specialPlates.length === 0
          ? say('serving.no-plates')
          : say('serving.plates', { count: specialPlates.length })}
      </h3>
      <ul class="plain-list plates">
        {specialPlates.map((plate) => (
          <li key={`${plate.className} ${plate.name} ${plate.plateLabel}`}>
            <strong class="plate-label">{plate.plateLabel}</strong>
            <strong>{plate.name}</strong>
            <span class="plate-class">{plate.className}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

// One school of the kitchen: its state towards the cut-off, shifts with classes, and special plates.
import type { JSX } from 'preact';
import { isInTime } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { dayInRome, dayInWords, instantOf, timeInWords } from '../kit/civil-words.ts';
import { StateBadge } from '../kit/state-badge.tsx';
import type { StateLook } from '../kit/state-badge.tsx';
import { remaining } from './countdown.ts';
import type { SchoolDay, SpecialPlate } from './kitchen-numbers.ts';
import { ShiftTable } from './shift-table.tsx';
import { useOfficeTexts } from './texts.ts';

export function SchoolSheet(props: {
  readonly school: SchoolDay;
  /** Where the kitchen cooks for more than one meal service. */
  readonly saysService: boolean;
  readonly now: Instant;
  readonly today: Day;
}): JSX.Element {
  const { school } = props;
  return (
    <section class="card school" aria-label={school.name}>
      <h2>
        {school.name}
        {props.saysService && <span class="soft"> · {school.serviceName}</span>}
      </h2>
      <SchoolState {...props} />
      {school.served && (
        <>
          {school.shifts.map((shift) => (
            <ShiftTable key={shift.name} shift={shift} />
          ))}
          <SpecialPlates plates={school.specialPlates} />
        </>
      )}
    </section>
  );
}

function SchoolState(props: {
  readonly school: SchoolDay;
  readonly now: Instant;
  readonly today: Day;
}): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { school, now, today } = props;
  const cutOffAt = instantOf(school.cutOffAt);
  if (!school.served && school.reason === null) {
    return <Badge look={{ tone: 'quiet-day', icon: 'none', word: say('kitchen.no-canteen') }} />;
  }
  if (!school.served) {
    return (
      <p class="row">
        <StateBadge
          look={{ tone: 'closed', icon: 'closed', word: say('kitchen.not-served') }}
          strong
        />
        <span>{school.reason}</span>
      </p>
    );
  }
  if (school.closedAt !== null) {
    const word = say('kitchen.closed', { time: timeInWords(instantOf(school.closedAt)) });
    return <Badge look={{ tone: 'eats', icon: 'done', word }} />;
  }
  if (!isInTime(now, cutOffAt)) {
    return <Badge look={{ tone: 'away', icon: 'clock', word: say('kitchen.closing') }} />;
  }
  const cutOffDay = dayInRome(cutOffAt);
  const when =
    cutOffDay === today
      ? ''
      : say('kitchen.of-day', { day: dayInWords(cutOffDay, language, today) });
  const word = say('kitchen.provisional', { time: timeInWords(cutOffAt), when });
  return (
    <p class="row">
      <StateBadge look={{ tone: 'away', icon: 'clock', word }} strong />
      {cutOffDay === dayInRome(now) && (
        <strong class="countdown not-printed" role="timer">
          {say('kitchen.remaining', { time: remaining(now, cutOffAt) })}
        </strong>
      )}
    </p>
  );
}

function Badge({ look }: { readonly look: StateLook }): JSX.Element {
  return (
    <p>
      <StateBadge look={look} strong />
    </p>
  );
}

function SpecialPlates({ plates }: { readonly plates: readonly SpecialPlate[] }): JSX.Element {
  const { say } = useOfficeTexts();
  return (
    <>
      <h3>{say('kitchen.special')}</h3>
      {plates.length === 0 && <p>{say('kitchen.no-special')}</p>}
      <ul class="plain-list plates">
        {plates.map((plate) => (
          <li key={`${plate.className} ${plate.name} ${plate.plateLabel}`}>
            <strong class="plate-label">{plate.plateLabel}</strong>
            <span>{plate.name}</span>
            <span class="soft">
              {plate.className} · {plate.shiftName}
            </span>
            {plate.expired && <span class="plate-note">{say('kitchen.expired')}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

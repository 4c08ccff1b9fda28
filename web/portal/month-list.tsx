// The month as a list, for screen readers and for whoever reads better down than across; and the signs' meaning.
import type { JSX } from 'preact';
import type { Day } from '#ground/day.ts';
import { dayInWords } from '../kit/civil-words.ts';
import type { DayFacts, DayState } from '../kit/contract.ts';
import { StateBadge } from '../kit/state-badge.tsx';
import { lookOf } from './day-words.ts';
import { usePortalTexts } from './texts.ts';

const states: readonly DayState[] = [
  'expected',
  'absent',
  'booked',
  'not-booked',
  'not-served',
  'no-canteen',
];

export function MonthList(props: {
  readonly days: readonly DayFacts[];
  readonly today: Day;
  onDay(facts: DayFacts): void;
}): JSX.Element {
  const spoken = usePortalTexts();
  const told = props.days.filter(({ state }) => state !== 'no-canteen');
  return (
    <details>
      <summary class="button quiet">{spoken.say('attendance.as-list')}</summary>
      <ul class="plain-list day-list">
        {told.map((facts) => (
          <li key={facts.day}>
            <button type="button" onClick={() => props.onDay(facts)}>
              <span>
                {dayInWords(facts.day, spoken.language, props.today)}
                {facts.reason && <span class="soft"> · {facts.reason}</span>}
              </span>
              <StateBadge look={lookOf(facts.state, spoken)} />
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Legend(): JSX.Element {
  const spoken = usePortalTexts();
  return (
    <ul class="plain-list legend" aria-label={spoken.say('attendance.legend')}>
      {states.map((state) => (
        <li key={state}>
          <StateBadge look={lookOf(state, spoken)} />
        </li>
      ))}
    </ul>
  );
}

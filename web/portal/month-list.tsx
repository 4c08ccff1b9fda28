// The month as a list, for screen readers and for whoever reads better down than across; and the signs' meaning.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DayView } from '#bookings/api.ts';
import { asDay, weekdayOf } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { dayInWords } from '../kit/civil-words.ts';
import { StateBadge } from '../kit/state-badge.tsx';
import { dayNames, lookOf, nameOf } from './day-words.ts';
import { usePortalTexts } from './texts.ts';

export function MonthList(props: {
  readonly days: readonly DayView[];
  readonly today: Day;
  onDay(view: DayView): void;
}): JSX.Element {
  const spoken = usePortalTexts();
  const [isOpen, setIsOpen] = useState(false);
  // A closed Saturday is no news.
  const told = props.days.filter(
    ({ day, state }) =>
      state !== 'no-canteen' && (state !== 'not-served' || weekdayOf(asDay(day)) <= 5),
  );
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary class="button quiet">{spoken.say('attendance.as-list')}</summary>
      <ul class="plain-list day-list">
        {(isOpen ? told : []).map((view) => (
          <li key={view.day}>
            <button type="button" onClick={() => props.onDay(view)}>
              <span>
                {dayInWords(view.day, spoken.language, props.today)}
                {view.reason && <span class="soft"> · {view.reason}</span>}
              </span>
              <StateBadge look={lookOf(view, spoken)} />
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Only the signs that this month shows. */
export function Legend({ days }: { readonly days: readonly DayView[] }): JSX.Element {
  const spoken = usePortalTexts();
  const shown = dayNames.flatMap((name) => days.find((view) => nameOf(view) === name) ?? []);
  return (
    <ul class="plain-list legend" aria-label={spoken.say('attendance.legend')}>
      {shown.map((view) => (
        <li key={nameOf(view)}>
          <StateBadge look={lookOf(view, spoken)} />
        </li>
      ))}
    </ul>
  );
}

// A month as a grid for the keyboard (arrows, Home, End, Page Up and Down): one stop for Tab.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { addDays, addMonths, daysOfMonth, monthOf, weekdayOf } from '#ground/day.ts';
import type { Day, Month } from '#ground/day.ts';
import { dayInWords, monthInWords, weekdayNames } from './civil-words.ts';
import { Icon } from './icons.tsx';
import { useSpoken } from './language.tsx';
import type { StateLook } from './state-badge.tsx';

interface MonthGridProps {
  readonly month: Month;
  readonly today: Day;
  /** How each day looks; a day that is missing cannot be opened. */
  readonly looks: ReadonlyMap<Day, StateLook>;
  /** Days picked for a change of several; undefined when days are opened, not picked. */
  readonly picked?: ReadonlySet<Day> | undefined;
  onDay(day: Day): void;
  onMonth(month: Month): void;
}

export function MonthGrid(props: MonthGridProps): JSX.Element {
  const { month, today, looks, picked } = props;
  const { language } = useSpoken();
  const grid = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<Day>(firstFocus(month, today));
  const [takesFocus, setTakesFocus] = useState(false);
  const here = monthOf(focused) === month ? focused : firstFocus(month, today);
  const weeks = weeksOf(month, looks);

  useEffect(() => {
    // A month still on its way has no day to focus: the next drawing will.
    const day = grid.current?.querySelector<HTMLElement>('button[tabindex="0"]');
    if (!takesFocus || !day) return;
    day.focus();
    setTakesFocus(false);
  }, [takesFocus, here, looks]);

  const move = (event: KeyboardEvent): void => {
    const to = destination(event.key, here, weeks[0]?.length === 5);
    if (to === undefined) return;
    event.preventDefault();
    setFocused(to);
    setTakesFocus(true);
    if (monthOf(to) !== month) props.onMonth(monthOf(to));
  };
  const columns = weeks[0]?.length ?? 7;
  const shortNames = weekdayNames(language, 'short');
  const longNames = weekdayNames(language, 'long');
  return (
    <div
      role="grid"
      ref={grid}
      class={`month-grid ${columns === 5 ? 'schooldays' : ''}`}
      aria-label={monthInWords(month, language)}
      onKeyDown={move}
    >
      <div role="row">
        {shortNames.slice(0, columns).map((name, index) => (
          <div role="columnheader" key={name} aria-label={longNames[index]}>
            {name}
          </div>
        ))}
      </div>
      {weeks.map((week) => (
        <div role="row" key={week[0]}>
          {week.map((day) => {
            const look = looks.get(day);
            if (monthOf(day) !== month || look === undefined)
              return <div role="gridcell" key={day} />;
            return (
              <div role="gridcell" key={day}>
                <button
                  type="button"
                  class={`month-day ${look.tone} ${day === today ? 'today' : ''}`}
                  tabIndex={day === here ? 0 : -1}
                  aria-label={`${dayInWords(day, language)}: ${look.word}`}
                  aria-current={day === today ? 'date' : undefined}
                  aria-pressed={picked?.has(day)}
                  onFocus={() => setFocused(day)}
                  onClick={() => props.onDay(day)}
                >
                  {Number(day.slice(8))}
                  <Icon name={picked?.has(day) === true ? 'done' : look.icon} />
                </button>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** Where a key leads; undefined for keys that are not the grid's. */
export function destination(key: string, from: Day, skipsWeekends: boolean): Day | undefined {
  switch (key) {
    case 'ArrowLeft':
      return step(from, -1, skipsWeekends);
    case 'ArrowRight':
      return step(from, 1, skipsWeekends);
    case 'ArrowUp':
      return addDays(from, -7);
    case 'ArrowDown':
      return addDays(from, 7);
    case 'Home':
      return addDays(from, 1 - weekdayOf(from));
    case 'End':
      return addDays(from, (skipsWeekends ? 5 : 7) - weekdayOf(from));
    case 'PageUp':
      return sameDate(from, -1);
    case 'PageDown':
      return sameDate(from, 1);
    default:
      return undefined;
  }
}

/** Weeks from Monday; without Saturdays and Sundays when nobody ever eats on them this month. */
export function weeksOf(month: Month, looks: ReadonlyMap<Day, StateLook>): Day[][] {
  const days = daysOfMonth(month);
  const weekendHoldsMeals = days.some((day) => {
    const tone = looks.get(day)?.tone;
    return weekdayOf(day) > 5 && (tone === 'eats' || tone === 'away');
  });
  const columns = weekendHoldsMeals ? 7 : 5;
  const weeks: Day[][] = [];
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return weeks;
  for (
    let monday = addDays(first, 1 - weekdayOf(first));
    monday <= last;
    monday = addDays(monday, 7)
  ) {
    const week = Array.from({ length: columns }, (_, index) => addDays(monday, index));
    if (week.some((day) => monthOf(day) === month)) weeks.push(week);
  }
  return weeks;
}

function step(from: Day, days: 1 | -1, skipsWeekends: boolean): Day {
  const to = addDays(from, days);
  return skipsWeekends && weekdayOf(to) > 5 ? step(to, days, skipsWeekends) : to;
}

function sameDate(from: Day, months: number): Day {
  const days = daysOfMonth(addMonths(monthOf(from), months));
  const date = Math.min(Number(from.slice(8)), days.length);
  const day = days[date - 1] ?? from;
  return day;
}

function firstFocus(month: Month, today: Day): Day {
  if (monthOf(today) === month) return today;
  return daysOfMonth(month)[0] ?? today;
}

// A month as a grid for the keyboard (arrows, Home, End, Page Up and Down): one stop for Tab.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { daysOfMonth, monthOf, weekdayOf } from '#ground/day.ts';
import type { Day, Month } from '#ground/day.ts';
import { dayInWords, monthInWords, weekdayNames } from './civil-words.ts';
import { Icon } from './icons.tsx';
import { useSpoken } from './language.tsx';
import { destination, nearestShown, weeksOf } from './month-weeks.ts';
import type { StateLook } from './state-badge.tsx';

interface MonthGridProps {
  readonly month: Month;
  readonly today: Day;
  /** How each day looks; a day that is missing cannot be opened. */
  readonly looks: ReadonlyMap<Day, StateLook>;
  /** Days picked for a change of several; undefined when days are opened, not picked. */
  readonly picked?: ReadonlySet<Day> | undefined;
  onDay(day: Day): void;
  /** Whether the keys may lead to a day of that month. */
  isReachable(month: Month): boolean;
  onMonth(month: Month): void;
}

export function MonthGrid(props: MonthGridProps): JSX.Element {
  const { month, today, looks, picked } = props;
  const { language } = useSpoken();
  const grid = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<Day>(firstFocus(month, today));
  const [takesFocus, setTakesFocus] = useState(false);
  const weeks = weeksOf(month, weekendHoldsMeals(month, looks));
  const wanted = monthOf(focused) === month ? focused : firstFocus(month, today);
  const here = nearestShown(
    wanted,
    weeks.flat().filter((day) => monthOf(day) === month && looks.has(day)),
  );

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
    if (monthOf(to) !== month && !props.isReachable(monthOf(to))) return;
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

function firstFocus(month: Month, today: Day): Day {
  if (monthOf(today) === month) return today;
  return daysOfMonth(month)[0] ?? today;
}

function weekendHoldsMeals(month: Month, looks: ReadonlyMap<Day, StateLook>): boolean {
  return daysOfMonth(month).some((day) => {
    const tone = looks.get(day)?.tone;
    return weekdayOf(day) > 5 && (tone === 'eats' || tone === 'away');
  });
}

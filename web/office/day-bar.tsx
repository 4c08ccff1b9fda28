// From day to day, and to paper; on a wall the day turns by itself.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { addDays } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { Button } from '../kit/button.tsx';
import { dayInRome, dayInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { useServerNow } from '../kit/server-clock.ts';
import { useOfficeTexts } from './texts.ts';

const redrawMs = 30_000;

/** The day that is shown: today, until somebody chooses another. */
export function useChosenDay(): { day: Day; today: Day; go(to: Day): void } {
  const today = dayInRome(useServerNow(redrawMs));
  /** Undefined follows the calendar: the screen on the wall turns to the new day by itself. */
  const [chosenDay, setChosenDay] = useState<Day>();
  return {
    day: chosenDay ?? today,
    today,
    go: (to) => setChosenDay(to === today ? undefined : to),
  };
}

export function DayBar(props: {
  readonly day: Day;
  readonly today: Day;
  /** Papers beside the printed page. */
  readonly children?: ComponentChildren;
  onDay(day: Day): void;
}): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { day, today } = props;
  return (
    <div class="row not-printed">
      <Button
        look="secondary"
        size="square"
        label={say('kitchen.previous')}
        onPress={() => props.onDay(addDays(day, -1))}
      >
        <Icon name="back" />
      </Button>
      <strong class="kitchen-day">{dayInWords(day, language, today)}</strong>
      <Button
        look="secondary"
        size="square"
        label={say('kitchen.next')}
        onPress={() => props.onDay(addDays(day, 1))}
      >
        <Icon name="next" />
      </Button>
      {day !== today && (
        <Button look="secondary" onPress={() => props.onDay(today)}>
          {say('kitchen.today')}
        </Button>
      )}
      <Button onPress={() => print()}>
        <Icon name="print" />
        {say('kitchen.print')}
      </Button>
      {props.children}
    </div>
  );
}

// Which month, and the way to the one before and after, as far as the school year goes.
import type { JSX } from 'preact';
import { addMonths } from '#ground/day.ts';
import type { Month } from '#ground/day.ts';
import { Button } from '../kit/button.tsx';
import { monthInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { isWithin } from './school-year.ts';
import type { SchoolYear } from './school-year.ts';
import { usePortalTexts } from './texts.ts';

export function MonthHead(props: {
  readonly month: Month;
  readonly year: SchoolYear | undefined;
  onMonth(month: Month): void;
}): JSX.Element {
  const { language } = usePortalTexts();
  const { month } = props;
  return (
    <div class="month-head">
      <Turn {...props} to={addMonths(month, -1)} way="back" />
      <h2 aria-live="polite">{monthInWords(month, language)}</h2>
      <Turn {...props} to={addMonths(month, 1)} way="next" />
    </div>
  );
}

function Turn(props: {
  readonly to: Month;
  readonly way: 'back' | 'next';
  readonly year: SchoolYear | undefined;
  onMonth(month: Month): void;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { to, way, year } = props;
  if (!isWithin(to, year)) return <span class="turn" />;
  return (
    <Button
      look="secondary"
      size="square"
      label={say(way === 'back' ? 'attendance.previous' : 'attendance.next')}
      onPress={() => props.onMonth(to)}
    >
      <Icon name={way} />
    </Button>
  );
}

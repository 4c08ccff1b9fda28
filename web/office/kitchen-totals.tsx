// The large numbers of the wall: all meals, pupils, adults, each dish, and how long they can still change.
import type { JSX } from 'preact';
import { isInTime } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { KitchenDay } from '#kitchen/api.ts';
import { dayInRome, instantOf, timeInWords } from '../kit/civil-words.ts';
import { remaining } from './countdown.ts';
import { menuCount, variantWords } from './kitchen-numbers.ts';
import { useOfficeTexts } from './texts.ts';

export function Totals(props: {
  readonly day: KitchenDay;
  readonly now: Instant;
  readonly today: Day;
}): JSX.Element {
  const { say } = useOfficeTexts();
  const { day, now, today } = props;
  const { pupils, adults, variants } = day.totals;
  const last = lastCutOff(day, now);
  return (
    <dl class="totals">
      <div class="grand">
        <dt>{say('kitchen.total')}</dt>
        <dd>{pupils + adults}</dd>
      </div>
      {last !== undefined && dayInRome(last) === today && (
        <div class="left not-printed">
          <dt>{say('kitchen.still-changing', { time: timeInWords(last) })}</dt>
          <dd>
            <span role="timer">{remaining(now, last)}</span>
          </dd>
        </div>
      )}
      <div>
        <dt>{say('kitchen.pupils')}</dt>
        <dd>{pupils}</dd>
      </div>
      <div>
        <dt>{say('kitchen.adults')}</dt>
        <dd>{adults}</dd>
      </div>
      {variants.length > 0 && (
        <div>
          <dt>{say('kitchen.menu')}</dt>
          <dd>{menuCount(day.totals)}</dd>
        </div>
      )}
      {variants.map(({ variant, count }) => (
        <div key={variant}>
          <dt>{variantWords(variant)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Of the schools that are still open. */
function lastCutOff(day: KitchenDay, now: Instant): Instant | undefined {
  return day.schools
    .filter((school) => school.served && school.closedAt === null)
    .map((school) => instantOf(school.cutOffAt))
    .filter((cutOffAt) => isInTime(now, cutOffAt))
    .toSorted((one, other) => other - one)[0];
}

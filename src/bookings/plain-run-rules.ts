// How many plain meals may follow one another (RULES B7): runs over a pupil's canteen days, whatever lies between.
import type { PupilDay } from '#bookings/model.ts';
import { isDue, isMealExpected } from '#bookings/day-rules.ts';
import type { Day } from '#ground/day.ts';
import { daysBetween } from '#ground/day.ts';
import { ascending } from '#ground/order.ts';

/** The circular's limit; a setting from 1 to 5. */
export const plainRunDefault = 2;

/** So many days on each side of what is asked decide about a run: five plain meals, a week without canteen between each. */
export const plainRunDaysAround = 48;

/** Seven calendar days without canteen break a run. */
const runBreaksAfterDays = 8;

/** The first of the days that, all of them plain, would make a run longer than `max`; looks before and after each. */
export function firstOverlong(
  asked: readonly PupilDay[],
  around: readonly PupilDay[],
  max: number,
): Day | undefined {
  const plain = new Set([...around.filter(countsInRun), ...asked].map(keyOf));
  return asked.find((one) => runLength(one, around, plain) > max)?.day;
}

/**
 * Of days that become meals again those whose plain meal does not come back, because it would make the run too long:
 * in order, so that the earlier ones keep theirs.
 */
export function droppedPlainDays(
  returning: readonly PupilDay[],
  around: readonly PupilDay[],
  max: number,
): readonly PupilDay[] {
  const plain = new Set(around.filter(countsInRun).map(keyOf));
  const dropped: PupilDay[] = [];
  const asked = returning.filter(
    (one) => one.plainReceipt !== null && one.certificateReceipt === null,
  );
  for (const one of asked.toSorted((a, b) => ascending(a.day, b.day))) {
    plain.add(keyOf(one));
    if (runLength(one, around, plain) <= max) continue;
    plain.delete(keyOf(one));
    dropped.push(one);
  }
  return dropped;
}

/** A plain meal that is served by the family's word; what a certificate covers is not counted. */
function countsInRun(pupilDay: PupilDay): boolean {
  return (
    isMealExpected(pupilDay) &&
    pupilDay.plainReceipt !== null &&
    pupilDay.certificateReceipt === null
  );
}

function runLength(one: PupilDay, around: readonly PupilDay[], plain: ReadonlySet<string>): number {
  const canteenDays = around
    .filter(
      (other) => other.pupilId === one.pupilId && other.serviceId === one.serviceId && isDue(other),
    )
    .toSorted((a, b) => ascending(a.day, b.day));
  const at = canteenDays.findIndex((other) => other.day === one.day);
  const before = canteenDays.slice(0, at).toReversed();
  const after = canteenDays.slice(at + 1);
  return 1 + following(one, before, plain) + following(one, after, plain);
}

function following(from: PupilDay, days: readonly PupilDay[], plain: ReadonlySet<string>): number {
  let count = 0;
  let last = from.day;
  for (const one of days) {
    const apart = Math.abs(daysBetween(last, one.day));
    if (!plain.has(keyOf(one)) || apart >= runBreaksAfterDays) break;
    count += 1;
    last = one.day;
  }
  return count;
}

const keyOf = (one: PupilDay): string => `${one.pupilId} ${one.serviceId} ${one.day}`;

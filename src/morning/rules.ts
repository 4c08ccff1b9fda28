// The morning check and the state of a school's day: decided from facts alone (RULES A2, A3, A6, A7, E2).
import { isInTime } from '#calendar/rules.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import type {
  CheckFacts,
  CheckResult,
  CheckSetting,
  CheckWindow,
  Difference,
  ListedPupil,
  SchoolAt,
  SchoolState,
} from '#morning/model.ts';

export const checkDefault: CheckSetting = { time: '07:30', weeks: 6, percent: 40, meals: 8 };

/** With fewer served days nothing is usual yet. */
const daysToCompareMin = 3;
/** Where the cut-off lies before the check, on the day before: the number is final, and still worth a look. */
const lateCheckSeconds = 2 * 3600;

/**
 * A school raises its hand when nobody eats though the school is open, or when its number is far from the usual one
 * of that weekday, both in meals and in per cent: the median, so that one strike or flu does not make the usual.
 * A recorded event or closure explains any number. A school that is not served at all is strange only when it was
 * served on that weekday last week (RULES A2: somebody changed its weekdays, perhaps by mistake).
 */
export function decideHand(facts: CheckFacts, setting: CheckSetting): CheckResult {
  const usualMeals = usualOf(facts.earlier, setting.weeks);
  return { hand: handOf(facts, setting, usualMeals), usualMeals };
}

function handOf(
  facts: CheckFacts,
  setting: CheckSetting,
  usualMeals: number | null,
): CheckResult['hand'] {
  const { expectedMeals, isServed, isExplained, wasServedLastWeek } = facts;
  if (isExplained) return null;
  if (!isServed) return wasServedLastWeek ? 'zero' : null;
  if (expectedMeals === 0) return usualMeals === 0 ? null : 'zero';
  if (usualMeals === null) return null;
  const off = Math.abs(expectedMeals - usualMeals);
  if (off < setting.meals || off * 100 < usualMeals * setting.percent) return null;
  return expectedMeals < usualMeals ? 'low' : 'high';
}

/** The median of the newest `weeks` days, rounded to whole meals; null while there are too few. */
export function usualOf(earlier: readonly number[], weeks: number): number | null {
  const compared = earlier.slice(0, weeks).toSorted((one, other) => one - other);
  if (compared.length < daysToCompareMin) return null;
  const middle = (compared.length - 1) / 2;
  const [lower, upper] = [compared[Math.floor(middle)] ?? 0, compared[Math.ceil(middle)] ?? 0];
  return Math.round((lower + upper) / 2);
}

/** From the time of the check until the day's cut-off: afterwards families can no longer mend what was wrong. */
export function checkWindow(checkAt: Instant, cutOffAt: Instant): CheckWindow {
  const closesAfter = plusSeconds(cutOffAt, 60);
  return {
    from: checkAt,
    until: closesAfter > checkAt ? closesAfter : plusSeconds(checkAt, lateCheckSeconds),
  };
}

export function decideSchoolState(school: SchoolAt, now: Instant): SchoolState {
  if (!school.isServed) return school.reason === null ? 'no-canteen' : 'not-served';
  if (school.closedAt !== null) return 'closed';
  return isInTime(now, school.cutOffAt) ? 'open' : 'closing';
}

/** Who came without booking is fed and recorded (RULES A7); who is booked and missing is shown, and nothing is cancelled. */
export function differenceOf({ booked, present }: ListedPupil): Difference | null {
  if (present === null || present === booked) return null;
  return present ? 'came-unbooked' : 'missing';
}

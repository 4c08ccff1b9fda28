// What the families of Valserena asked since September: coughs and two waves of flu, trips, a weekly habit, second thoughts, and some too late.
import type { Household, PastPupil, PastRequest } from '#demo/past-model.ts';
import type { Chance } from '#demo/seeded-chance.ts';
import { seededChance } from '#demo/seeded-chance.ts';
import { addDays, asDay, daysBetween } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import { dayAt, instantOf } from '#platform/rome.ts';

const seed = 2026;
/** The share of pupils who fall ill on an ordinary day. */
const illShare = 0.056;
/** Peaks of the waves and how many times more fall ill there; it fades within eight days. */
const waves: readonly { readonly peak: Day; readonly times: number }[] = [
  { peak: asDay('2026-10-14'), times: 1.6 },
  { peak: asDay('2026-11-18'), times: 2.2 },
];
const tripShare = 0.05;
const habitShare = 0.025;
const siblingToo = 0.3;

/** In the order of time, none after `until`. */
export function pastRequests(
  households: readonly Household[],
  from: Day,
  until: Instant,
): readonly PastRequest[] {
  const chance = seededChance(seed);
  const requests = households.flatMap((household) => {
    const taken = new Set<string>();
    const own = [
      ...(household.isVisitors ? [rememberedCold(chance, household, taken)] : []),
      ...habits(chance, household, taken),
      ...trips(chance, household, taken, from),
      ...illnesses(chance, household, taken, from),
    ];
    return household.isVisitors ? own.filter((one) => isOver(one, until)) : own;
  });
  return requests
    .filter((request) => request.at < until)
    .toSorted((one, other) => one.at - other.at);
}

/** Whoever visits finds a receipt of their own: two days of October at home, all children together. */
function rememberedCold(chance: Chance, household: Household, taken: Set<string>): PastRequest {
  const days = household.pupils.flatMap((pupil) =>
    take(taken, pupil, daysWithin(pupil, asDay('2026-10-21'), asDay('2026-10-22'))),
  );
  const at = instantOf(asDay('2026-10-21'), timeBetween(chance, 6, 8));
  return request(chance, household, household.pupils, [...new Set(days)], at);
}

/** A child who eats at a grandmother's every week on one day: told once, for weeks ahead. */
function habits(chance: Chance, household: Household, taken: Set<string>): PastRequest[] {
  return household.pupils.flatMap((pupil) => {
    const first = pupil.canteenDays[chance.between(0, 4)];
    if (!chance.happens(habitShare) || first === undefined) return [];
    const days = pupil.canteenDays.filter(
      (day) => day >= first && daysBetween(first, day) % 7 === 0 && daysBetween(first, day) < 91,
    );
    return [
      request(chance, household, [pupil], take(taken, pupil, days), eveningBefore(chance, first)),
    ];
  });
}

/** Some days away, known a week before. */
function trips(chance: Chance, household: Household, taken: Set<string>, from: Day): PastRequest[] {
  const first = chance.oneOf(household.pupils[0]?.canteenDays ?? [from]);
  if (!chance.happens(tripShare) || first < addDays(from, 14)) return [];
  const last = addDays(first, chance.between(1, 5));
  const away = household.pupils.filter((pupil) => daysWithin(pupil, first, last).length > 0);
  const days = [
    ...new Set(away.flatMap((pupil) => take(taken, pupil, daysWithin(pupil, first, last)))),
  ];
  const at = instantOf(addDays(first, -chance.between(3, 8)), timeBetween(chance, 17, 22));
  return [request(chance, household, away, days, at)];
}

function illnesses(
  chance: Chance,
  household: Household,
  taken: Set<string>,
  from: Day,
): PastRequest[] {
  return household.pupils.flatMap((pupil) =>
    pupil.canteenDays
      .filter((day) => day >= from && chance.happens(illShare * strengthOn(day)))
      .flatMap((day) => illness(chance, household, taken, pupil, day)),
  );
}

/** One to three days, often with a brother or sister; told that morning or the evening before. */
function illness(
  chance: Chance,
  household: Household,
  taken: Set<string>,
  pupil: PastPupil,
  first: Day,
): PastRequest[] {
  const last = chance.happens(0.78) ? first : addDays(first, chance.between(1, 2));
  const siblings = household.pupils.filter(
    (other) => other !== pupil && other.canteenDays.includes(first) && chance.happens(siblingToo),
  );
  const ill = [pupil, ...siblings];
  const days = [...new Set(ill.flatMap((one) => take(taken, one, daysWithin(one, first, last))))];
  if (days.length === 0) return [];
  const at = chance.happens(0.75)
    ? instantOf(first, timeBetween(chance, 6, 8))
    : eveningBefore(chance, first);
  const asked = request(chance, household, ill, days, at);
  if (chance.happens(0.02)) {
    return [{ ...asked, at: plusSeconds(instantOf(first, '09:31'), chance.between(30, 5400)) }];
  }
  const isRegretted = chance.happens(0.05);
  return isRegretted ? [asked, secondThought(chance, asked, first)] : [asked];
}

/** The fever is gone: the same guardian puts the first day back, a little later and still in time. */
function secondThought(chance: Chance, asked: PastRequest, first: Day): PastRequest {
  const latest = instantOf(first, '09:25');
  const at = plusSeconds(asked.at, chance.between(120, 2400));
  return { ...asked, operation: 'absence-undone', days: [first], at: at < latest ? at : latest };
}

function request(
  chance: Chance,
  household: Household,
  pupils: readonly PastPupil[],
  days: readonly Day[],
  at: Instant,
): PastRequest {
  const pupilIds = pupils.map((pupil) => pupil.pupilId);
  const mayAskForAll = (accountId: string): boolean =>
    pupilIds.every((pupilId) => household.accountsOf.get(pupilId)?.includes(accountId) === true);
  const accounts = (household.accountsOf.get(pupilIds[0] ?? '') ?? []).filter(mayAskForAll);
  // Parents of two families share one child only: then the request is for that child alone.
  const [accountId, ids] =
    accounts.length > 0
      ? [chance.oneOf(accounts), pupilIds]
      : [chance.oneOf(household.accountsOf.get(pupilIds[0] ?? '') ?? []), pupilIds.slice(0, 1)];
  return { at, accountId, operation: 'absence', pupilIds: ids, days };
}

function daysWithin(pupil: PastPupil, first: Day, last: Day): readonly Day[] {
  return pupil.canteenDays.filter((day) => first <= day && day <= last);
}

/** The days that nobody has asked for yet, which then are. */
function take(taken: Set<string>, pupil: PastPupil, days: readonly Day[]): readonly Day[] {
  const free = days.filter((day) => !taken.has(`${pupil.pupilId} ${day}`));
  for (const day of free) taken.add(`${pupil.pupilId} ${day}`);
  return free;
}

function strengthOn(day: Day): number {
  return waves.reduce((strength, { peak, times }) => {
    const distance = Math.abs(daysBetween(peak, day));
    return strength + (times - 1) * Math.max(0, 1 - distance / 8);
  }, 1);
}

/** Long enough before the morning that a visitor finds the family as on any other day. */
function isOver({ days, at }: PastRequest, until: Instant): boolean {
  const lastWeek = addDays(dayAt(until), -4);
  return at < until && days.every((day) => day < lastWeek);
}

function eveningBefore(chance: Chance, day: Day): Instant {
  return instantOf(addDays(day, -1), timeBetween(chance, 18, 22));
}

function timeBetween(chance: Chance, firstHour: number, lastHour: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(chance.between(firstHour, lastHour))}:${two(chance.between(0, 59))}`;
}

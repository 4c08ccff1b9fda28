// The morning check (RULES A2): each school's number is looked at once a day, and the office is told of raised hands.
import type { SchoolMorning } from '#morning/facts.ts';
import { loadMorning } from '#morning/facts.ts';
import type { SchoolCheck } from '#morning/model.ts';
import type { MorningMeans } from '#morning/read-today.ts';
import { checkWindow, decideHand } from '#morning/rules.ts';
import type { SchoolAndService } from '#morning/store.ts';
import { findAuthority, insertCheck, listChecked } from '#morning/store.ts';
import italian from '#morning/texts/it.json' with { type: 'json' };
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import { dayInWords } from '#ground/day-in-words.ts';
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { say } from '#ground/sentence.ts';
import { queueMessage } from '#notifications/send-message.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, instantOf, timeAt } from '#platform/rome.ts';

export interface SchoolsChecked {
  readonly checked: number;
  readonly hands: number;
  /** When there is something to look at next. */
  readonly nextAt: Instant;
}

/**
 * Checks what is due now and was not checked, also after an outage, but no longer than families can mend what is
 * wrong. In the role system; two processes check a school once, and one mail tells of all hands that went up together.
 */
export async function checkSchools(tx: Tx, means: MorningMeans): Promise<SchoolsChecked> {
  const now = means.clock.now();
  const day = dayAt(now);
  const [supplied, done] = await Promise.all([suppliedSchools(tx, day), listChecked(tx, day)]);
  const unchecked = supplied.filter((school) => !done.some((one) => isSame(one, school)));
  if (unchecked.length === 0) return { checked: 0, hands: 0, nextAt: midnightAfter(day) };
  const schools = await loadMorning(tx, means.calendarAt, unchecked, day);
  const raised: (SchoolCheck & { readonly school: SchoolMorning })[] = [];
  let checked = 0;
  for (const school of schools.filter((one) => isDue(one, day, now))) {
    const { schoolId, serviceId, facts, setting } = school;
    const result = decideHand(facts, setting);
    const { expectedMeals } = facts;
    const check = { schoolId, serviceId, day, checkedAt: now, expectedMeals, ...result };
    if (!(await insertCheck(tx, check))) continue;
    checked += 1;
    if (result.hand !== null) raised.push({ ...check, school });
  }
  if (raised.length > 0) await tellOffice(tx, now, day, raised);
  return { checked, hands: raised.length, nextAt: nextAt(schools, day, now) };
}

function isDue(school: SchoolMorning, day: Day, now: Instant): boolean {
  const { from, until } = checkWindow(instantOf(day, school.setting.time), school.cutOffAt);
  return from <= now && now < until;
}

/** The earliest check still to come today, else midnight: then there is another day. */
function nextAt(schools: readonly SchoolMorning[], day: Day, now: Instant): Instant {
  const starts = schools.map((school) => instantOf(day, school.setting.time));
  return starts
    .filter((at) => at > now)
    .reduce((first, at) => (at < first ? at : first), midnightAfter(day));
}

const midnightAfter = (day: Day): Instant => instantOf(addDays(day, 1), '00:00');

const isSame = (one: SchoolAndService, other: SchoolAndService): boolean =>
  one.schoolId === other.schoolId && one.serviceId === other.serviceId;

/** To the authority's own address, in Italian, which staff read. */
async function tellOffice(
  tx: Tx,
  now: Instant,
  day: Day,
  raised: readonly (SchoolCheck & { readonly school: SchoolMorning })[],
): Promise<void> {
  const { name: authority, mailFrom } = await findAuthority(tx);
  const lines = raised.map(({ hand, expectedMeals, usualMeals, school }) =>
    say(italian, 'mail.line', {
      school: school.name,
      service: school.serviceName,
      hand: hand ?? '',
      expected: expectedMeals,
      usual: usualMeals ?? -1,
      cutOff: timeAt(school.cutOffAt),
    }),
  );
  queueMessage(tx, now, {
    address: mailFrom,
    subject: say(italian, 'mail.subject', { count: raised.length, day: dayInWords(day, 'it') }),
    body: say(italian, 'mail.body', { lines: lines.join('\n'), time: timeAt(now), authority }),
    expiresAt: midnightAfter(day),
  });
}

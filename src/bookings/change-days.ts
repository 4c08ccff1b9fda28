// Use case: takes children off the meal or puts them back, asks for plain meals, opts in: single days (RULES B1–B3, B7).
import type { Requester } from '#bookings/asker.ts';
import { pupilDaysOf } from '#bookings/facts.ts';
import type { DayOperation, PupilDay } from '#bookings/model.ts';
import { plainRunDaysAround } from '#bookings/plain-run-rules.ts';
import type { ChangeAnswer, ChangeMeans, ChangeRefusal, Request } from '#bookings/record-change.ts';
import { arrive, settle } from '#bookings/record-change.ts';
import { decideChange } from '#bookings/rules.ts';
import { plainRunSetting } from '#bookings/settings.ts';
import { listPresences } from '#bookings/family-store.ts';
import { findDayRows, listFrozenMeals, listUndoneReceipts } from '#bookings/day-rows-store.ts';
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Outcome } from '#ground/refusal.ts';
import { refuse } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export interface DaysRequest extends Request {
  readonly operation: DayOperation;
  /** Whose days; `serviceId` absent: every meal service of the pupil still open that day. */
  readonly entries: readonly {
    readonly pupilId: string;
    readonly serviceId?: string | undefined;
    readonly days: readonly Day[];
  }[];
}

/** Two trips to the database: locks, session and facts; then every write with the commit. */
export async function changeDays(
  tx: Tx,
  means: ChangeMeans,
  requester: Requester,
  request: DaysRequest,
): Promise<Outcome<ChangeAnswer, ChangeRefusal>> {
  const { operation, entries, arrivedAt } = request;
  const pupilIds = [...new Set(entries.map((entry) => entry.pupilId))].toSorted();
  const days = daysToLookAt(request);
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return refuse('nothing-asked');
  // What the school saw is asked only of days that are over: an absence of today costs nothing more.
  const isPast = operation === 'absence' && from < dayAt(arrivedAt);
  const [arrival, rows, undone, meals, presences] = await Promise.all([
    arrive(tx, means, requester, request, pupilIds),
    findDayRows(tx, { pupilIds }, from, to),
    operation.endsWith('-undone') ? listUndoneReceipts(tx, pupilIds, from, to) : [],
    isPast ? listFrozenMeals(tx, pupilIds, days) : [],
    isPast ? listPresences(tx, pupilIds, from, to) : [],
  ]);
  if (arrival.answer !== undefined) return arrival.answer;
  const calendar = await means.calendarAt(tx, rows.version);
  const around = pupilDaysOf(calendar, rows, days, { undone, meals, presences });
  const asked = around.filter((one) => isAsked(entries, one));
  const plainRunMax = calendar.setting(plainRunSetting, from);
  const decision = decideChange(operation, asked, arrivedAt, { around, plainRunMax });
  const schoolIds = rows.eaters.map((eater) => eater.schoolId);
  return settle(tx, means, arrival, request, decision, { calendar, pupilDays: asked, schoolIds });
}

/** The days asked for; where plain meals begin or come back, those around them too. */
function daysToLookAt({ operation, entries }: DaysRequest): readonly Day[] {
  const asked = new Set(entries.flatMap((entry) => entry.days));
  const looksAround = operation === 'plain-meal' || operation === 'absence-undone';
  const days = looksAround ? [...asked].flatMap(daysAround) : [...asked];
  return [...new Set(days)].toSorted();
}

function daysAround(day: Day): readonly Day[] {
  return eachDay({
    from: addDays(day, -plainRunDaysAround),
    to: addDays(day, plainRunDaysAround),
  });
}

function isAsked(entries: DaysRequest['entries'], one: PupilDay): boolean {
  return entries.some(
    (entry) =>
      entry.pupilId === one.pupilId &&
      (entry.serviceId === undefined || entry.serviceId === one.serviceId) &&
      entry.days.includes(one.day),
  );
}

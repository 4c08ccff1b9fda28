// Use case: the office changes the canteen weekdays of classes from a day on, also in the middle of the year (RULES A2).
import { recordEvent } from '#audit/record-event.ts';
import { decideStillOpen } from '#calendar/day-event-rules.ts';
import type { WeekdaysRow } from '#calendar/event-store.ts';
import { listWeekdaysFrom, supersedeWeekdays } from '#calendar/event-store.ts';
import type { CalendarMeans } from '#calendar/locked-calendar.ts';
import { cutOffOf, lockedCalendar } from '#calendar/locked-calendar.ts';
import type { WeekdaysRefusal } from '#calendar/model.ts';
import type { CanteenWeekdaysFact } from '#calendar/registry.ts';
import { insertCanteenWeekdays } from '#calendar/registry-store.ts';
import { listClassSchools } from '#calendar/store.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf, hasRole } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import { hasWeekdayOf } from '#ground/weekdays.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { bumpVersion } from '#tenancy/version.ts';

export interface WeekdaysCommand {
  readonly classIds: readonly string[];
  readonly serviceId: string;
  readonly weekdays: Weekdays;
  /** From this day on, in place of whatever was recorded for later. */
  readonly from: Day;
  readonly arrivedAt: Instant;
}

export interface ChangedWeekdays {
  readonly schoolIds: readonly string[];
  readonly from: Day;
}

export async function changeCanteenWeekdays(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  command: WeekdaysCommand,
): Promise<Outcome<ChangedWeekdays, WeekdaysRefusal>> {
  if (actor.kind !== 'system' && !hasRole(actor, 'office', 'administrator'))
    return refuse('not-allowed');
  const { serviceId, weekdays, from, arrivedAt } = command;
  const classIds = [...new Set(command.classIds)];
  if (classIds.length === 0) return refuse('nothing-asked');
  const known = await listClassSchools(tx, classIds);
  if (known.length < classIds.length) return refuse('class-not-found');
  const schoolIds = [...new Set(known.map((one) => one.schoolId))];
  const standing = await lockedCalendar(tx, means, schoolIds, from);
  if (!standing.calendar.services.some((one) => one.serviceId === serviceId))
    return refuse('service-not-found');
  const rows = await listWeekdaysFrom(tx, classIds, serviceId, from);
  const days = eachDay({ from, to: addDays(from, lookedAtDays) });
  const changing = classIds.flatMap((classId) =>
    days
      .filter((day) => hasWeekdayOf(weekdays, day) !== hasCanteen(rows, classId, day))
      .map((day) => ({ day, ...cutOffOf(standing, classId, serviceId, day) })),
  );
  const open = decideStillOpen(changing, { arrivedAt, today: dayAt(arrivedAt) });
  if (!open.ok) return open;
  const at = means.clock.now();
  const by = actorIdOf(actor);
  const ids = rows.map((row) => row.canteenWeekdaysId);
  await supersedeWeekdays(tx, ids, at, by);
  await insertCanteenWeekdays(tx, factsOf(command, classIds, rows, at), at, by);
  recordEvent(tx, {
    at,
    actor,
    action: 'calendar.canteen-weekdays-changed',
    subjectKind: 'meal-service',
    subjectId: serviceId,
    facts: { classes: classIds, from, weekdays },
  });
  bumpVersion(tx);
  return accept({ schoolIds, from });
}

/** Cut-offs lie at most ten serving days back; a day later than this is open when these are. */
const lookedAtDays = 35;

function hasCanteen(rows: readonly WeekdaysRow[], classId: string, day: Day): boolean {
  return rows.some(
    (row) =>
      row.classId === classId &&
      row.validFrom <= day &&
      (row.validTo === null || day <= row.validTo) &&
      hasWeekdayOf(row.weekdays, day),
  );
}

/** What was before the day keeps its weekdays; the new ones last as long as those they replace. */
function factsOf(
  { serviceId, weekdays, from }: WeekdaysCommand,
  classIds: readonly string[],
  rows: readonly WeekdaysRow[],
  at: Instant,
): readonly CanteenWeekdaysFact[] {
  return classIds.flatMap((classId) => {
    const own = rows.filter((row) => row.classId === classId);
    const before = own
      .filter((row) => row.validFrom < from)
      .map((row) => ({
        canteenWeekdaysId: newId(at),
        classId,
        serviceId,
        weekdays: row.weekdays,
        validFrom: row.validFrom,
        validTo: addDays(from, -1),
      }));
    const validTo = own.at(-1)?.validTo ?? null;
    return [
      ...before,
      { canteenWeekdaysId: newId(at), classId, serviceId, weekdays, validFrom: from, validTo },
    ];
  });
}

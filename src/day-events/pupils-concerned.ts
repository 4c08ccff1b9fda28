// Loads whom an event concerns: for the preview's counts, and for whoever tells the families.
import type { EventDay } from '#calendar/model.ts';
import { decideOpenedDay } from '#calendar/rules.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { ConcernedPupil } from '#day-events/model.ts';
import { concernedPupils } from '#day-events/rules.ts';
import { listEaters } from '#day-events/store.ts';
import type { Tx } from '#platform/database.ts';

/** A strike or an outing takes nothing away from `calendar`; a closure must not be in it. */
export async function pupilsConcerned(
  tx: Tx,
  calendar: TenantCalendar,
  eventDays: readonly EventDay[],
  serviceId: string | null,
): Promise<readonly ConcernedPupil[]> {
  const days = eventDays.map((one) => one.day).toSorted();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return [];
  const classIds = [...new Set(eventDays.map((one) => one.classId))];
  const eaters = await listEaters(tx, classIds, serviceId, from, to);
  return concernedPupils(
    eventDays,
    eaters,
    (classId, ofService, day) =>
      decideOpenedDay(calendar.classCalendar(classId, ofService), day).kind === 'canteen',
  );
}

// The events of a class and service, out of the rows that a tenant's calendar is loaded with.
import type { DayEvent } from '#calendar/model.ts';
import type { DayEventRow } from '#calendar/store.ts';

/** A function of class and service; those of all services are of each. Two services of a class share no answer. */
export function eventsByClass(
  rows: readonly DayEventRow[],
): (classId: string, serviceId: string) => readonly DayEvent[] {
  const ofClass = new Map<string, DayEventRow[]>();
  for (const row of rows)
    for (const classId of row.classIds) {
      const known = ofClass.get(classId);
      if (known === undefined) ofClass.set(classId, [row]);
      else known.push(row);
    }
  return (classId, serviceId) =>
    (ofClass.get(classId) ?? [])
      .filter((row) => row.serviceId === null || row.serviceId === serviceId)
      .map(dayEventOf);
}

function dayEventOf(row: DayEventRow): DayEvent {
  const { day, reason, recordedAt } = row;
  const common = { day, reason, recordedAt };
  switch (row.kind) {
    case 'outing':
      return { ...common, kind: 'outing', lunch: row.lunch ?? 'none' };
    case 'strike':
      return { ...common, kind: 'strike' };
    case 'opening':
      return { ...common, kind: 'opening', opening: row.opening ?? 'opt-in' };
  }
}

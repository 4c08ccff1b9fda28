// Bookings hands a closed day down: from then on no fact under it may change (FOUNDATIONS 12).
import { insertFrozenDay } from '#calendar/store.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';

export function freezeDay(
  tx: Tx,
  closed: { schoolId: string; serviceId: string; day: Day; cutOffAt: Instant; frozenAt: Instant },
): void {
  insertFrozenDay(tx, closed);
}

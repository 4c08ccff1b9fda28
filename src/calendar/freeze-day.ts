// Bookings hands a closed day down: from then on no fact under it may change (FOUNDATIONS 12).
import type { FrozenSchool } from '#calendar/store.ts';
import { insertFrozenDays } from '#calendar/store.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';

export function freezeDay(
  tx: Tx,
  schools: readonly FrozenSchool[],
  at: { readonly day: Day; readonly frozenAt: Instant },
): void {
  insertFrozenDays(tx, schools, at);
}

// Use case: a cook has seen corrections of a closed day; they leave the wall of every screen (RULES A6).
import { recordEvent } from '#audit/record-event.ts';
import { wakeDays } from '#bookings/changed-days.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import type { KitchenRefusal } from '#kitchen/model.ts';
import type { AskedDay } from '#kitchen/read-sheet.ts';
import { decideKitchen, mayMarkSeen } from '#kitchen/rules.ts';
import { insertSeen, listCorrections, listKitchens } from '#kitchen/store.ts';
import type { Tx } from '#platform/database.ts';

/** All of them or none; a correction that was seen already stays as the first cook saw it. */
export async function markSeen(
  tx: Tx,
  clock: Clock,
  account: Promise<StaffAccount>,
  { kitchenId, day, mealRevisions }: AskedDay & { readonly mealRevisions: readonly string[] },
): Promise<Outcome<readonly string[], KitchenRefusal>> {
  const [who, kitchens, corrections] = await Promise.all([
    account,
    listKitchens(tx),
    listCorrections(tx, kitchenId, day),
  ]);
  const kitchen = decideKitchen(who.grants, kitchens, kitchenId);
  if (!kitchen.ok) return kitchen;
  if (!mayMarkSeen(who.grants, kitchenId)) return refuse('not-allowed');
  const asked = corrections.filter((one) => mealRevisions.includes(one.mealRevision));
  if (asked.length < new Set(mealRevisions).size) return refuse('correction-not-found');
  const unseen = asked.filter((one) => one.seenAt === null).map((one) => one.mealRevision);
  if (unseen.length === 0) return accept(mealRevisions);
  const at = clock.now();
  insertSeen(tx, { kitchenId, day, mealRevisions: unseen, at, by: who.accountId });
  recordEvent(tx, {
    at,
    actor: staffActorOf(who, 'kitchen'),
    action: 'kitchen.corrections-seen',
    subjectKind: 'kitchen',
    subjectId: kitchenId,
    facts: { day, corrections: unseen.length },
  });
  wakeDays(tx, { schoolId: null, from: day, to: day });
  return accept(mealRevisions);
}

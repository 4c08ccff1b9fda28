// Who handles certificates: the municipality's office and the administrator; school, kitchen and caterer never (RULES E2).
import { hasRole } from '#ground/actor.ts';
import type { StaffActor } from '#ground/actor.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';

export async function requireOffice(
  account: Promise<StaffAccount>,
): Promise<Outcome<StaffActor, 'not-allowed'>> {
  const actor = staffActorOf(await account, 'office');
  return hasRole(actor, 'office', 'administrator') ? accept(actor) : refuse('not-allowed');
}

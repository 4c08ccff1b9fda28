// The member of staff who acts, through the office's desk or the school's.
import type { StaffActor } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';

export function actorOf(account: StaffAccount): StaffActor {
  const actor = staffActorOf(account, 'office');
  return hasRole(actor, 'office', 'administrator') ? actor : { ...actor, channel: 'school' };
}

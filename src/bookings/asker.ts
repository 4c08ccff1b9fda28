// Who asks for a change and through what: a guardian for own pupils, or staff on a family's behalf (RULES B5, E2).
import { requireOwnPupils } from '#enrolment/family-pupils.ts';
import type { FamilyRefusal } from '#enrolment/model.ts';
import { requireStaffPupils } from '#enrolment/staff-pupils.ts';
import type { Actor, Channel } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { Account, StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';

/** The account may still be on its way: its statement travels with others. */
export type Requester =
  | {
      readonly kind: 'family';
      readonly account: Promise<Account>;
      readonly channel: Extract<Channel, 'portal' | 'app' | 'voice' | 'sms'>;
    }
  | {
      readonly kind: 'staff';
      readonly account: Promise<StaffAccount>;
    };

export interface Asker {
  readonly actor: Actor;
  readonly accountId: string;
  readonly displayName: string;
  readonly firstNames: ReadonlyMap<string, string>;
}

/** The requester with the right to change the days of all these pupils, or a refusal. */
export async function requireAsker(
  tx: Tx,
  requester: Requester,
  pupilIds: readonly string[],
): Promise<Outcome<Asker, FamilyRefusal | 'not-allowed'>> {
  if (requester.kind === 'staff') {
    const { account } = requester;
    const [who, pupils] = await Promise.all([account, requireStaffPupils(tx, account, pupilIds)]);
    if (!pupils.ok) return pupils;
    const actor = staffActorOf(who, 'office');
    const channel = hasRole(actor, 'office', 'administrator') ? 'office' : 'school';
    return accept({ ...named(who, pupils.value), actor: { ...actor, channel } });
  }
  const { account, channel } = requester;
  const [who, own] = await Promise.all([account, requireOwnPupils(tx, account, pupilIds)]);
  if (!own.ok) return own;
  const guardianId = own.value[0]?.guardianId ?? '';
  return accept({
    ...named(who, own.value),
    actor: { kind: 'guardian', guardianId, accountId: who.accountId, channel },
  });
}

function named(
  who: Account,
  pupils: readonly { readonly pupilId: string; readonly firstName: string }[],
): Omit<Asker, 'actor'> {
  return {
    accountId: who.accountId,
    displayName: who.displayName,
    firstNames: new Map(pupils.map((pupil) => [pupil.pupilId, pupil.firstName])),
  };
}

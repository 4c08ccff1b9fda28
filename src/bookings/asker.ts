// Who asks for a change and through what: a guardian for own pupils, a phone code for its pupil, staff on a family's behalf (RULES B5, E1, E2).
import { findFirstName, requireOwnPupils } from '#enrolment/family-pupils.ts';
import type { FamilyRefusal } from '#enrolment/model.ts';
import { requireStaffPupils } from '#enrolment/staff-pupils.ts';
import type { Actor, Channel, PhoneCodeActor } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
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
      readonly kind: 'phone-code';
      readonly pupilId: string;
      readonly channel: PhoneCodeActor['channel'];
    }
  | {
      readonly kind: 'staff';
      readonly account: Promise<StaffAccount>;
    };

/** Whose idempotency keys the request's key is one of. */
export function keyHolderOf(requester: Requester): Promise<{ readonly accountId: string }> {
  return requester.kind === 'phone-code'
    ? Promise.resolve({ accountId: requester.pupilId })
    : requester.account;
}

export interface Asker {
  readonly actor: Actor;
  readonly keyHolder: string;
  /** As the receipt says it; null: known as the family only. */
  readonly displayName: string | null;
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
  if (requester.kind === 'phone-code') {
    const { pupilId, channel } = requester;
    const firstName = await findFirstName(tx, pupilId);
    if (firstName === undefined || pupilIds.some((one) => one !== pupilId))
      return refuse('pupil-not-found');
    return accept({
      keyHolder: pupilId,
      displayName: null,
      firstNames: new Map([[pupilId, firstName]]),
      actor: { kind: 'phone-code', pupilId, channel },
    });
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
    keyHolder: who.accountId,
    displayName: who.displayName,
    firstNames: new Map(pupils.map((pupil) => [pupil.pupilId, pupil.firstName])),
  };
}

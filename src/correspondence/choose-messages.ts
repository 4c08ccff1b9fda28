// Use case: a guardian chooses whether the mail about their own changes comes too.
import { recordEvent } from '#audit/record-event.ts';
import type { CorrespondenceRefusal, MessageChoice } from '#correspondence/model.ts';
import { insertMute, listMutes, supersedeMute } from '#correspondence/store.ts';
import { listOwnPupils } from '#enrolment/family-pupils.ts';
import type { GuardianActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { FamilyAccount } from '#identity/model.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';

export interface MessageChoices {
  readonly ownChanges: MessageChoice;
  /** Where mail goes; null: nobody knows an address, so none comes. */
  readonly email: string | null;
}

export async function readMessageChoices(
  tx: Tx,
  account: FamilyAccount,
): Promise<Outcome<MessageChoices, CorrespondenceRefusal>> {
  const guardianId = await guardianOf(tx, account);
  if (guardianId === undefined) return refuse('no-pupils');
  const mutes = await listMutes(tx, guardianId);
  return accept({
    ownChanges: mutes.includes('own-changes') ? 'none' : 'mail',
    email: account.email,
  });
}

/** Chosen twice it is chosen once. */
export async function chooseMessages(
  tx: Tx,
  clock: Clock,
  account: FamilyAccount,
  { ownChanges }: { readonly ownChanges: MessageChoice },
): Promise<Outcome<MessageChoices, CorrespondenceRefusal>> {
  const known = await readMessageChoices(tx, account);
  const guardianId = await guardianOf(tx, account);
  if (!known.ok || guardianId === undefined || known.value.ownChanges === ownChanges) return known;
  const at = clock.now();
  const actor: GuardianActor = {
    kind: 'guardian',
    guardianId,
    accountId: account.accountId,
    channel: 'portal',
  };
  if (ownChanges === 'none') insertMute(tx, newId(at), guardianId, 'own-changes', at);
  else supersedeMute(tx, guardianId, 'own-changes', at);
  recordEvent(tx, {
    at,
    actor,
    action: ownChanges === 'none' ? 'correspondence.muted' : 'correspondence.unmuted',
    subjectKind: 'guardian',
    subjectId: guardianId,
    facts: { kind: 'own-changes' },
  });
  return accept({ ...known.value, ownChanges });
}

async function guardianOf(tx: Tx, account: FamilyAccount): Promise<string | undefined> {
  return (await listOwnPupils(tx, account.accountId))[0]?.guardianId;
}

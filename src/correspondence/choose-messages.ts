// Use case: a guardian chooses whether and by what they are told their own changes.
import { recordEvent } from '#audit/record-event.ts';
import type { CorrespondenceRefusal, MessageChoice, MutedKind } from '#correspondence/model.ts';
import { choiceOf, mutesOf } from '#correspondence/rules.ts';
import { findMobile, insertMute, listMutes, supersedeMute } from '#correspondence/store.ts';
import { listOwnPupils } from '#enrolment/family-pupils.ts';
import type { GuardianActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { FamilyAccount } from '#identity/model.ts';
import { hasApprovedSender } from '#notifications/send-sms.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';

export interface MessageChoices {
  readonly ownChanges: MessageChoice;
  /** Where mail goes; null: nobody knows an address, so none comes. */
  readonly email: string | null;
  /** Where SMS go; null: no number is known, or this authority sends none. */
  readonly mobile: string | null;
}

export interface ChoiceMeans {
  readonly clock: Clock;
  /** Whether the installation can send SMS. */
  readonly hasSms?: boolean;
}

interface Standing extends MessageChoices {
  readonly guardianId: string;
  readonly mutes: readonly MutedKind[];
}

export async function readMessageChoices(
  tx: Tx,
  means: ChoiceMeans,
  account: FamilyAccount,
): Promise<Outcome<MessageChoices, CorrespondenceRefusal>> {
  const standing = await standingOf(tx, means, account);
  return standing === undefined ? refuse('no-pupils') : accept(shown(standing));
}

/** Chosen twice it is chosen once. */
export async function chooseMessages(
  tx: Tx,
  means: ChoiceMeans,
  account: FamilyAccount,
  { ownChanges }: { readonly ownChanges: MessageChoice },
): Promise<Outcome<MessageChoices, CorrespondenceRefusal>> {
  const standing = await standingOf(tx, means, account);
  if (standing === undefined) return refuse('no-pupils');
  if (ownChanges === 'sms' && standing.mobile === null) return refuse('no-sms');
  const chosen = mutesOf(ownChanges);
  const at = means.clock.now();
  const actor: GuardianActor = {
    kind: 'guardian',
    guardianId: standing.guardianId,
    accountId: account.accountId,
    channel: 'portal',
  };
  for (const kind of ['own-changes', 'mail'] as const)
    if (chosen.includes(kind) !== standing.mutes.includes(kind))
      turn(tx, at, actor, kind, chosen.includes(kind));
  const settled = { ...standing, mutes: chosen };
  const choice = choiceOf(settled, standing.mobile !== null);
  return accept({ ...shown(standing), ownChanges: choice });
}

function turn(tx: Tx, at: Instant, actor: GuardianActor, kind: MutedKind, isMuted: boolean): void {
  if (isMuted) insertMute(tx, newId(at), actor.guardianId, kind, at);
  else supersedeMute(tx, actor.guardianId, kind, at);
  recordEvent(tx, {
    at,
    actor,
    action: isMuted ? 'correspondence.muted' : 'correspondence.unmuted',
    subjectKind: 'guardian',
    subjectId: actor.guardianId,
    facts: { kind },
  });
}

const shown = ({ ownChanges, email, mobile }: Standing): MessageChoices => ({
  ownChanges,
  email,
  mobile,
});

/** Undefined: the account follows no pupil. */
async function standingOf(
  tx: Tx,
  { clock, hasSms = false }: ChoiceMeans,
  { accountId, email }: FamilyAccount,
): Promise<Standing | undefined> {
  const guardianId = (await listOwnPupils(tx, accountId))[0]?.guardianId;
  if (guardianId === undefined) return undefined;
  const mutes = await listMutes(tx, guardianId);
  const canSms = hasSms && (await hasApprovedSender(tx, clock.now()));
  const mobile = canSms ? await findMobile(tx, accountId) : null;
  const ownChanges = choiceOf({ email, mobile, mutes }, mobile !== null);
  return { guardianId, mutes, ownChanges, email, mobile };
}

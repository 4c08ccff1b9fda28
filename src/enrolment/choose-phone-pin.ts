// Use case: a guardian chooses the PIN of a child for the telephone; the one before ends (decision 028).
import { requireOwnPupils } from '#enrolment/family-pupils.ts';
import type { FamilyRefusal, PhoneRefusal } from '#enrolment/model.ts';
import { recordPhonePin } from '#enrolment/phone-pin.ts';
import type { PinMeans } from '#enrolment/phone-pin.ts';
import { decidePin } from '#enrolment/pin-rules.ts';
import type { PinRefusal } from '#enrolment/pin-rules.ts';
import { listPinHolders } from '#enrolment/pin-store.ts';
import { phonePinFrom } from '#enrolment/settings.ts';
import type { GuardianActor } from '#ground/actor.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { FamilyAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';

/** The same PIN chosen twice is the same PIN. */
export async function choosePhonePin(
  tx: Tx,
  means: PinMeans,
  account: FamilyAccount,
  { pupilId, pin }: { readonly pupilId: string; readonly pin: string },
): Promise<Outcome<undefined, FamilyRefusal | PhoneRefusal | PinRefusal>> {
  const { accountId } = account;
  const [own, settings, [holder]] = await Promise.all([
    requireOwnPupils(tx, Promise.resolve(account), [pupilId]),
    listSettings(tx),
    listPinHolders(tx, [pupilId]),
  ]);
  if (!own.ok) return own;
  const guardianId = own.value[0]?.guardianId;
  if (guardianId === undefined || holder === undefined) return refuse('pupil-not-found');
  if (phonePinFrom(settings, dayAt(means.clock.now())) === null) return refuse('pin-not-asked');
  if (holder.phoneCode === null) return refuse('no-phone-code');
  const decided = decidePin(pin, holder.phoneCode);
  if (!decided.ok) return decided;
  const actor: GuardianActor = { kind: 'guardian', guardianId, accountId, channel: 'portal' };
  await recordPhonePin(tx, means, actor, { pupilId, pin });
  return accept(undefined);
}

// Use case: the office gives a pupil a new PIN for the telephone; it is seen once, and the one before ends (decision 028).
import type { PhoneRefusal, StaffRefusal } from '#enrolment/model.ts';
import { newPhonePin, recordPhonePin } from '#enrolment/phone-pin.ts';
import type { PinMeans } from '#enrolment/phone-pin.ts';
import { findPinHolder } from '#enrolment/pin-store.ts';
import { phonePinFrom } from '#enrolment/settings.ts';
import { decideReach } from '#enrolment/staff-rules.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { channelOf, staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';

/** What the family needs at the telephone. */
export interface GivenPhonePin {
  readonly pin: string;
  readonly phoneCode: string;
  readonly pupilName: string;
}

export async function givePhonePin(
  tx: Tx,
  means: PinMeans,
  account: StaffAccount,
  pupilId: string,
): Promise<Outcome<GivenPhonePin, StaffRefusal | PhoneRefusal>> {
  const reach = decideReach(account.grants);
  if (!reach.ok) return reach;
  if (reach.value.sees !== 'office') return refuse('not-allowed');
  const today = dayAt(means.clock.now());
  const [settings, holder] = await Promise.all([
    listSettings(tx),
    findPinHolder(tx, pupilId, reach.value, today),
  ]);
  if (holder === undefined) return refuse('no-such-pupil');
  if (phonePinFrom(settings, today) === null) return refuse('pin-not-asked');
  const { phoneCode, firstName, lastName } = holder;
  if (phoneCode === null) return refuse('no-phone-code');
  const pin = newPhonePin(phoneCode);
  const actor = staffActorOf(account, channelOf(account));
  await recordPhonePin(tx, means, actor, { pupilId, pin });
  return accept({ pin, phoneCode, pupilName: `${firstName} ${lastName}` });
}

// The PIN of a pupil: drawn, sealed in the place of the one before, and compared with what a caller keys.
import { recordEvent } from '#audit/record-event.ts';
import { upsertPin } from '#enrolment/pin-store.ts';
import { decidePin, phonePinDigits } from '#enrolment/pin-rules.ts';
import type { Actor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { isSameSecret, randomDigits } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import type { FieldPlace } from '#tenancy/sealed-field.ts';
import { sealField, unsealField } from '#tenancy/sealed-field.ts';
import { fieldKey } from '#tenancy/tenant-keys.ts';

export interface PinMeans {
  readonly clock: Clock;
  readonly masterKey: MasterKey;
}

/** Kept nowhere but sealed: whoever gets it writes it down. */
export function newPhonePin(
  phoneCode: string | null,
  draw: () => string = () => randomDigits(phonePinDigits),
): string {
  for (;;) {
    const pin = draw();
    if (decidePin(pin, phoneCode).ok) return pin;
  }
}

/** The one before ends with the transaction. Roles family, office, system; whether the actor may is decided before. */
export async function recordPhonePin(
  tx: Tx,
  { clock, masterKey }: PinMeans,
  actor: Actor,
  { pupilId, pin }: { readonly pupilId: string; readonly pin: string },
): Promise<void> {
  const at = clock.now();
  const sealedPin = sealField(await fieldKey(tx, masterKey), placeOf(pupilId), pin);
  upsertPin(tx, { pupilId, sealedPin, at });
  recordEvent(tx, {
    at,
    actor,
    action: 'enrolment.phone-pin-given',
    subjectKind: 'pupil',
    subjectId: pupilId,
  });
}

/** `kept` null: there is no such pupil, or it has no PIN; then it is wrong, after the same comparison. */
export async function isPhonePin(
  tx: Tx,
  masterKey: MasterKey,
  kept: { readonly pupilId: string; readonly sealedPin: Uint8Array } | null,
  pin: string,
): Promise<boolean> {
  const key = await fieldKey(tx, masterKey);
  const right = kept === null ? nobodys : unsealField(key, placeOf(kept.pupilId), kept.sealedPin);
  return isSameSecret(pin, right) && kept !== null;
}

const nobodys = 'no PIN';

const placeOf = (pupilId: string): FieldPlace => ({
  table: 'enrolment.phone_pin',
  row: pupilId,
  column: 'sealed_pin',
});

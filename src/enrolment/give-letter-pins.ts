// Use case: what the letters to families say of the telephone: each child's code, and a first PIN where the line asks for one.
import type { PinMeans } from '#enrolment/phone-pin.ts';
import { newPhonePin, recordPhonePin } from '#enrolment/phone-pin.ts';
import { listHoldersOfAccounts } from '#enrolment/pin-store.ts';
import { phonePinFrom } from '#enrolment/settings.ts';
import type { Actor } from '#ground/actor.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';

/** A child as the letter of one of its guardians names it. */
export interface LetterChild {
  readonly accountId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phoneCode: string;
  /** `kept`: the family has one already, and it stays; null: the line asks for none. */
  readonly pin: { readonly kind: 'new'; readonly pin: string } | { readonly kind: 'kept' } | null;
}

/**
 * Two new guardians read the same PIN; one that the family has already is nobody's to replace with a letter. Role system;
 * whether letters may be printed is decided before.
 */
export async function giveLetterPins(
  tx: Tx,
  means: PinMeans,
  actor: Actor,
  accountIds: readonly string[],
): Promise<readonly LetterChild[]> {
  const [settings, holders] = await Promise.all([
    listSettings(tx),
    listHoldersOfAccounts(tx, accountIds),
  ]);
  const isAsked = phonePinFrom(settings, dayAt(means.clock.now())) !== null;
  const given = new Map<string, string>();
  const children: LetterChild[] = [];
  for (const { accountId, pupilId, firstName, lastName, phoneCode, pinGivenAt } of holders) {
    if (phoneCode === null) continue;
    const child = { accountId, firstName, lastName, phoneCode };
    if (!isAsked || pinGivenAt !== null) {
      children.push({ ...child, pin: isAsked ? { kind: 'kept' } : null });
      continue;
    }
    const known = given.get(pupilId);
    const pin = known ?? newPhonePin(phoneCode);
    given.set(pupilId, pin);
    if (known === undefined) await recordPhonePin(tx, means, actor, { pupilId, pin });
    children.push({ ...child, pin: { kind: 'new', pin } });
  }
  return children;
}

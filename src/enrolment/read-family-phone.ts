// Use case: what a family reads of its telephone: each child's code, and since when there is a PIN.
import { listOwnPupils } from '#enrolment/family-pupils.ts';
import type { PinHolder } from '#enrolment/pin-store.ts';
import { listPinHolders } from '#enrolment/pin-store.ts';
import { phonePinFrom } from '#enrolment/settings.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { FamilyAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';

export interface FamilyPhone {
  readonly children: readonly PinHolder[];
  /** From when the line asks for the PIN, today or a day to come; null: it does not. */
  readonly pinAskedFrom: Day | null;
}

/** A restricted guardian reads nothing of the child: neither code nor PIN. */
export async function readFamilyPhone(
  tx: Tx,
  { clock }: { readonly clock: Clock },
  { accountId }: FamilyAccount,
): Promise<FamilyPhone> {
  const own = await listOwnPupils(tx, accountId);
  const [children, settings] = await Promise.all([
    listPinHolders(
      tx,
      own.map(({ pupilId }) => pupilId),
    ),
    listSettings(tx),
  ]);
  return { children, pinAskedFrom: phonePinFrom(settings, dayAt(clock.now())) };
}

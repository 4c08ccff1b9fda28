// Use case: staff open a pupil's card; that they did is written down.
import { recordEvent } from '#audit/record-event.ts';
import type { PupilCard, StaffRefusal } from '#enrolment/model.ts';
import { listPinHolders } from '#enrolment/pin-store.ts';
import { phonePinFrom } from '#enrolment/settings.ts';
import { findCard } from '#enrolment/staff-store.ts';
import { decideReach } from '#enrolment/staff-rules.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { channelOf, staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';

/** A pupil of another school, and one of another authority, do not exist for whoever may not read them. */
export async function readPupil(
  tx: Tx,
  { clock }: { readonly clock: Clock },
  account: StaffAccount,
  pupilId: string,
): Promise<Outcome<PupilCard, StaffRefusal>> {
  const reach = decideReach(account.grants);
  if (!reach.ok) return reach;
  const now = clock.now();
  const today = dayAt(now);
  const [card, phonePin] = await Promise.all([
    findCard(tx, pupilId, reach.value, today),
    reach.value.sees === 'office' ? findPhonePin(tx, pupilId, today) : null,
  ]);
  if (card === undefined) return refuse('no-such-pupil');
  recordEvent(tx, {
    at: now,
    actor: staffActorOf(account, channelOf(account)),
    action: 'enrolment.pupil-read',
    subjectKind: 'pupil',
    subjectId: pupilId,
  });
  return accept({ ...card, phonePin });
}

async function findPhonePin(tx: Tx, pupilId: string, today: Day): Promise<PupilCard['phonePin']> {
  const [settings, [holder]] = await Promise.all([listSettings(tx), listPinHolders(tx, [pupilId])]);
  if (phonePinFrom(settings, today) === null || holder === undefined) return null;
  return { givenAt: holder.pinGivenAt };
}

// The certificates of some pupils, and those on the office's desk: upper rooms add what became of the days.
import { recordEvent } from '#audit/record-event.ts';
import type { Certificate } from '#certificates/model.ts';
import { requireOffice } from '#certificates/office-desk.ts';
import type { DeskCertificate } from '#certificates/store.ts';
import { listForDesk, listOfPupils } from '#certificates/store.ts';
import type { OwnPupil } from '#enrolment/model.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

/** Newest first. */
export function listOwnCertificates(
  tx: Tx,
  pupils: readonly OwnPupil[],
): Promise<readonly Certificate[]> {
  return listOfPupils(
    tx,
    pupils.map((pupil) => pupil.pupilId),
  );
}

/** Those that wait first. That somebody has a certificate is health data as well: the reading leaves a line. */
export async function listDesk(
  tx: Tx,
  clock: Clock,
  account: Promise<StaffAccount>,
): Promise<Outcome<readonly DeskCertificate[], 'not-allowed'>> {
  const office = await requireOffice(account);
  if (!office.ok) return office;
  const at = clock.now();
  const rows = await listForDesk(tx, dayAt(at));
  recordEvent(tx, {
    at,
    actor: office.value,
    action: 'certificates.list-read',
    subjectKind: 'account',
    subjectId: office.value.accountId,
    facts: { certificates: rows.length },
  });
  return accept(rows);
}

// Certificates with what of them is booked: for a family its own children's, for the office all, those that wait first.
import type { CertificateDesk, CertificateList } from '#bookings/api.ts';
import { listPlainRanges } from '#bookings/family-store.ts';
import type { Certificate } from '#certificates/model.ts';
import { listDesk, listOwnCertificates } from '#certificates/list-certificates.ts';
import { listOwnPupils } from '#enrolment/family-pupils.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { Account, StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { romeIso } from '#platform/rome.ts';

export async function readOwnCertificates(
  tx: Tx,
  clock: Clock,
  account: Account,
): Promise<CertificateList> {
  const pupils = await listOwnPupils(tx, account.accountId);
  const certificates = await listOwnCertificates(tx, pupils);
  const booked = await bookedRanges(tx, certificates);
  const names = new Map(pupils.map((pupil) => [pupil.pupilId, pupil.firstName]));
  return {
    now: romeIso(clock.now()),
    certificates: certificates.map((one) => ({
      ...wireOf(one, booked),
      pupilFirstName: names.get(one.pupilId) ?? '',
    })),
  };
}

export async function readCertificateDesk(
  tx: Tx,
  clock: Clock,
  account: Promise<StaffAccount>,
): Promise<Outcome<CertificateDesk, 'not-allowed'>> {
  const desk = await listDesk(tx, clock, account);
  if (!desk.ok) return desk;
  const booked = await bookedRanges(tx, desk.value);
  return accept({
    now: romeIso(clock.now()),
    certificates: desk.value.map((one) => ({
      ...wireOf(one, booked),
      firstName: one.firstName,
      lastName: one.lastName,
      className: one.className,
      schoolName: one.schoolName,
      sentBy: one.sentBy,
      mediaType: one.mediaType,
      sizeBytes: one.sizeBytes,
      hasFile: one.hasFile,
    })),
  });
}

type Booked = ReadonlyMap<string, { readonly from: string; readonly to: string }>;

async function bookedRanges(tx: Tx, certificates: readonly Certificate[]): Promise<Booked> {
  const codes = certificates.flatMap(({ approved }) => approved?.receiptCode ?? []);
  if (codes.length === 0) return new Map();
  const ranges = await listPlainRanges(tx, codes);
  return new Map(ranges.map(({ receiptCode, from, to }) => [receiptCode, { from, to }]));
}

function wireOf(one: Certificate, booked: Booked) {
  const { approved } = one;
  return {
    certificateId: one.certificateId,
    pupilId: one.pupilId,
    askedFrom: one.asked.from,
    askedTo: one.asked.to,
    arrivedBy: one.arrivedBy,
    arrivedOn: one.arrivedOn,
    state: one.state,
    approved: approved && { ...approved },
    booked: approved === null ? null : (booked.get(approved.receiptCode) ?? null),
    declineReason: one.declineReason,
  };
}

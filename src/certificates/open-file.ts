// Use case: the office opens a certificate's file; who opened it is written before it is unsealed.
import { recordEvent } from '#audit/record-event.ts';
import type { MediaType } from '#certificates/model.ts';
import { requireOffice } from '#certificates/office-desk.ts';
import type { CertificateMeans } from '#certificates/send-certificate.ts';
import { sealedPlace } from '#certificates/sealed-place.ts';
import { findCertificate, findSealedFile } from '#certificates/store.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { unsealBytes } from '#tenancy/sealed-field.ts';
import { fieldKey } from '#tenancy/tenant-keys.ts';

export interface OpenedFile {
  readonly mediaType: MediaType;
  /**
   * To be called after the commit, so that the line about the reading stays whatever becomes of it. Throws when the
   * seal does not open.
   */
  readonly unseal: () => Uint8Array;
}

export async function openFile(
  tx: Tx,
  { clock, masterKey }: CertificateMeans,
  account: Promise<StaffAccount>,
  certificateId: string,
): Promise<Outcome<OpenedFile, 'not-allowed' | 'certificate-not-found' | 'file-erased'>> {
  // Who it is first: the bytes travel for nobody else.
  const office = await requireOffice(account);
  if (!office.ok) return office;
  const [certificate, sealed, key] = await Promise.all([
    findCertificate(tx, certificateId),
    findSealedFile(tx, certificateId),
    fieldKey(tx, masterKey),
  ]);
  if (certificate === undefined) return refuse('certificate-not-found');
  if (sealed === undefined) return refuse('file-erased');
  recordEvent(tx, {
    at: clock.now(),
    actor: office.value,
    action: 'certificates.file-read',
    subjectKind: 'certificate',
    subjectId: certificateId,
    facts: { pupil: certificate.pupilId },
  });
  return accept({
    mediaType: certificate.mediaType,
    unseal: () => unsealBytes(key, sealedPlace(certificateId), sealed),
  });
}

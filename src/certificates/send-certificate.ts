// Use case: a certificate arrives, from a guardian through the portal or at the office by mail or desk (RULES B7).
import { recordEvent } from '#audit/record-event.ts';
import type {
  ArrivalRefusal,
  ArrivedBy,
  CertificateFile,
  CertificatePurpose,
} from '#certificates/model.ts';
import { sealedPlace } from '#certificates/sealed-place.ts';
import { decideArrival, decideFile } from '#certificates/rules.ts';
import { countWaiting, insertCertificate, lockArrivals } from '#certificates/store.ts';
import { requireOwnPupils } from '#enrolment/family-pupils.ts';
import type { FamilyRefusal } from '#enrolment/model.ts';
import { requireStaffPupils } from '#enrolment/staff-pupils.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf, hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Account, StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import { newId } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';
import { tellOutside } from '#platform/outbox.ts';
import { dayAt } from '#platform/rome.ts';
import { sealBytes } from '#tenancy/sealed-field.ts';
import { fieldKey } from '#tenancy/tenant-keys.ts';

export interface CertificateMeans {
  readonly clock: Clock;
  readonly masterKey: MasterKey;
}

export type Sender =
  | { readonly kind: 'guardian'; readonly account: Promise<Account> }
  | {
      readonly kind: 'staff';
      readonly account: Promise<StaffAccount>;
      readonly arrivedBy: Extract<ArrivedBy, 'mail' | 'desk'>;
      readonly arrivedOn: Day;
    };

export interface CertificateRequest {
  readonly pupilId: string;
  readonly purpose: CertificatePurpose;
  readonly asked: ClosedDayRange;
  readonly bytes: Uint8Array;
  readonly key: IdempotencyKey;
}

export interface SentCertificate {
  readonly certificateId: string;
  /** Sent before, by this very request. */
  readonly repeated: boolean;
}

export async function sendCertificate(
  tx: Tx,
  { clock, masterKey }: CertificateMeans,
  sender: Sender,
  request: CertificateRequest,
): Promise<
  Outcome<SentCertificate, ArrivalRefusal | FamilyRefusal | 'not-allowed' | 'key-reused'>
> {
  const { pupilId, asked, key } = request;
  const [, who, answered, waiting, sealing] = await Promise.all([
    lockArrivals(tx, pupilId),
    requireSender(tx, sender, pupilId),
    findAnswered(tx, sender.account, key),
    countWaiting(tx, pupilId),
    fieldKey(tx, masterKey),
  ]);
  if (!who.ok) return who;
  if (!answered.ok) return answered;
  if (answered.value !== undefined)
    return accept({ certificateId: answered.value, repeated: true });
  const at = clock.now();
  const today = dayAt(at);
  const arrivedOn = sender.kind === 'staff' ? sender.arrivedOn : today;
  const file = decideFile(request.bytes);
  if (!file.ok) return file;
  const arrival = decideArrival({ today, arrivedOn, asked, waiting });
  if (!arrival.ok) return arrival;
  const certificateId = newId(at);
  const { actor, accountId } = who.value;
  const { bytes, mediaType }: CertificateFile = file.value;
  insertCertificate(tx, {
    certificateId,
    pupilId,
    purpose: request.purpose,
    asked,
    arrivedBy: sender.kind === 'staff' ? sender.arrivedBy : 'portal',
    arrivedOn,
    mediaType,
    sizeBytes: bytes.length,
    senderKind: sender.kind,
    senderId: actorIdOf(actor),
    recordedAt: at,
    sealed: sealBytes(sealing, sealedPlace(certificateId), bytes),
  });
  recordAnswered(tx, accountId, key, certificateId, at);
  recordEvent(tx, {
    at,
    actor,
    action: 'certificates.arrived',
    subjectKind: 'certificate',
    subjectId: certificateId,
    facts: { pupil: pupilId, from: asked.from, to: asked.to, arrivedOn },
  });
  tellOutside(tx, at, 'certificates.arrived', { certificateId });
  return accept({ certificateId, repeated: false });
}

async function requireSender(
  tx: Tx,
  sender: Sender,
  pupilId: string,
): Promise<
  Outcome<{ readonly actor: Actor; readonly accountId: string }, FamilyRefusal | 'not-allowed'>
> {
  if (sender.kind === 'guardian') {
    const [who, own] = await Promise.all([
      sender.account,
      requireOwnPupils(tx, sender.account, [pupilId]),
    ]);
    if (!own.ok) return own;
    const { accountId } = who;
    const guardianId = own.value[0]?.guardianId ?? '';
    return accept({
      actor: { kind: 'guardian', guardianId, accountId, channel: 'portal' },
      accountId,
    });
  }
  const [who, pupils] = await Promise.all([
    sender.account,
    requireStaffPupils(tx, sender.account, [pupilId]),
  ]);
  const actor = staffActorOf(who, 'office');
  if (!hasRole(actor, 'office', 'administrator')) return refuse('not-allowed');
  return pupils.ok ? accept({ actor, accountId: who.accountId }) : pupils;
}

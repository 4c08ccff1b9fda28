// The words of certificates: a medical certificate as it arrived, and what became of it (RULES B7).
import type { Brand } from '#ground/brand.ts';
import type { Day } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';

/** Special diets will be the next one (RULES C1). */
export type CertificatePurpose = 'plain-meal';

export type CertificateState = 'waiting' | 'approved' | 'declined' | 'withdrawn';

export type MediaType = 'application/pdf' | 'image/jpeg' | 'image/png';

/** By which way it reached the authority. */
export type ArrivedBy = 'portal' | 'mail' | 'desk';

/** Each with a sentence that says what to do: free words could hold a diagnosis. */
export const declineReasons = [
  'unreadable',
  'incomplete',
  'other-child',
  'for-a-diet',
  'period-over',
  'ask-office',
] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** A file of a kind that we take, of a size that we take: only `rules.ts` makes one. */
export type CertificateFile = {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
} & Brand<'CertificateFile'>;

export interface Certificate {
  readonly certificateId: string;
  readonly pupilId: string;
  readonly purpose: CertificatePurpose;
  readonly asked: ClosedDayRange;
  readonly arrivedBy: ArrivedBy;
  readonly arrivedOn: Day;
  readonly mediaType: MediaType;
  readonly sizeBytes: number;
  readonly state: CertificateState;
  /** What the office approved, with the receipt of the change that books it. */
  readonly approved: (ClosedDayRange & { readonly receiptCode: string }) | null;
  readonly declineReason: DeclineReason | null;
}

/** What decides whether a certificate is taken in. */
export interface ArrivalFacts {
  readonly today: Day;
  readonly arrivedOn: Day;
  readonly asked: { readonly from: Day; readonly to: Day };
  /** Certificates of the pupil that nobody has decided about. */
  readonly waiting: number;
}

export type ArrivalRefusal =
  | 'file-missing'
  | 'file-too-large'
  | 'file-kind'
  | 'range-ends-before'
  | 'range-over'
  | 'range-too-long'
  | 'not-yet-arrived'
  | 'too-many-waiting';

export type DecisionRefusal = 'already-decided' | 'withdrawn';

export type CertificateRefusal =
  | ArrivalRefusal
  | DecisionRefusal
  | 'not-allowed'
  | 'certificate-not-found'
  | 'file-erased'
  | 'busy'
  | 'key-reused';

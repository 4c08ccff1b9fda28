// Whether a certificate is taken in, what kind of file it is, and what may still be decided about it (RULES B7).
import type {
  ArrivalFacts,
  ArrivalRefusal,
  CertificateFile,
  CertificateState,
  DecisionRefusal,
  MediaType,
} from '#certificates/model.ts';
import { daysBetween } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

export const fileMegabytesMax = 8;
export const fileBytesMax = fileMegabytesMax * 1024 * 1024;
/** A school year and its summer. */
export const askedDaysMax = 366;
/** Of one pupil, so that nobody fills the office's table or our disks. */
export const waitingMax = 3;

/** What a file begins with; its name and what the sender calls it prove nothing. */
const beginnings: readonly (readonly [MediaType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  return beginnings.find(([, beginning]) =>
    beginning.every((byte, index) => bytes[index] === byte),
  )?.[0];
}

export function decideFile(
  bytes: Uint8Array,
): Outcome<CertificateFile, 'file-missing' | 'file-too-large' | 'file-kind'> {
  if (bytes.length === 0) return refuse('file-missing');
  if (bytes.length > fileBytesMax) return refuse('file-too-large', { megabytes: fileMegabytesMax });
  const mediaType = mediaTypeOf(bytes);
  return mediaType === undefined ? refuse('file-kind') : accept(asFile(bytes, mediaType));
}

/** A period that has begun is taken in, one that is over is not. */
export function decideArrival(facts: ArrivalFacts): Outcome<true, ArrivalRefusal> {
  const { asked, today, arrivedOn, waiting } = facts;
  if (asked.to < asked.from) return refuse('range-ends-before', { day: asked.from });
  if (asked.to < today) return refuse('range-over', { day: asked.to });
  if (daysBetween(asked.from, asked.to) >= askedDaysMax) return refuse('range-too-long');
  if (arrivedOn > today) return refuse('not-yet-arrived', { day: arrivedOn });
  if (waiting >= waitingMax) return refuse('too-many-waiting', { count: waiting });
  return accept(true);
}

/** One word about each certificate: the office's, or the guardian's who takes it back. */
export function decideSettling(state: CertificateState): Outcome<true, DecisionRefusal> {
  if (state === 'waiting') return accept(true);
  return refuse(state === 'withdrawn' ? 'withdrawn' : 'already-decided');
}

/** For how long the file is kept after a decline, and after the last day of what was approved. */
export const keptDays = 30;

function asFile(bytes: Uint8Array, mediaType: MediaType): CertificateFile {
  return { bytes, mediaType } as CertificateFile;
}

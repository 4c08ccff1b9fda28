// The contract of certificates: a file with what it asks for in headers, the words about it, and the refusals.
import { z } from 'zod';
import { declineReasons } from '#certificates/model.ts';
import type { CertificateRefusal } from '#certificates/model.ts';
import english from '#certificates/texts/en.json' with { type: 'json' };
import italian from '#certificates/texts/it.json' with { type: 'json' };
import type { RefusalCatalogue } from '#platform/problem.ts';

const statuses: Record<CertificateRefusal, number> = {
  'file-missing': 422,
  'file-too-large': 413,
  'file-kind': 415,
  'range-ends-before': 422,
  'range-over': 409,
  'range-too-long': 422,
  'not-yet-arrived': 422,
  'too-many-waiting': 409,
  'already-decided': 409,
  withdrawn: 409,
  'not-allowed': 403,
  'certificate-not-found': 404,
  'file-erased': 410,
  busy: 503,
  'key-reused': 422,
};

export const certificatesRefusals: RefusalCatalogue = {
  room: 'certificates',
  statuses,
  texts: { it: italian, en: english },
};

export const certificatesPath = '/api/v1/certificates';
export const staffCertificatesPath = '/api/v1/staff/certificates';

// Days of this century: far ones would only make the calendar count through the ages.
const day = z.iso.date().refine((text) => text.startsWith('20'));
const key = {
  'idempotency-key': z
    .string()
    .min(8)
    .max(100)
    .describe('Chosen by the sender, the same for every repeat of one request.'),
};

export const keyHeaders = z.object(key);

/** Headers, because addresses end in the logs of proxies and these days belong to a child's illness. */
export const certificateHeaders = z.object({
  ...key,
  'certificate-pupil': z.uuid(),
  'certificate-from': day,
  'certificate-to': day,
});

export const staffCertificateHeaders = certificateHeaders.extend({
  'certificate-arrived-by': z.enum(['mail', 'desk']),
  'certificate-arrived-on': day,
});

export const certificateParams = z.object({ certificateId: z.uuid() });

export const sentResponse = z.object({
  certificateId: z.uuid(),
  repeated: z.boolean().describe('The same was sent before: nothing new is recorded.'),
});
export type SentResponse = z.infer<typeof sentResponse>;

export const declineBody = z.object({ reason: z.enum(declineReasons) });

export const settledResponse = z.object({
  repeated: z.boolean().describe('The same was said before: nothing new is recorded.'),
});
export type SettledResponse = z.infer<typeof settledResponse>;

export const fileResponse = z
  .instanceof(Uint8Array)
  .meta({ type: 'string', format: 'binary', description: 'The file as it arrived.' });

/** What both lists say of a certificate. */
export const certificateFields = {
  certificateId: z.uuid(),
  pupilId: z.uuid(),
  askedFrom: day,
  askedTo: day,
  arrivedBy: z.enum(['portal', 'mail', 'desk']),
  arrivedOn: day,
  state: z.enum(['waiting', 'approved', 'declined', 'withdrawn']),
  approved: z
    .object({ from: day, to: day, receiptCode: z.string() })
    .nullable()
    .describe('The range that the office approved, as it is booked.'),
  booked: z
    .object({ from: day, to: day })
    .nullable()
    .describe('What of the range is still booked as plain; shorter than approved: ended early.'),
  declineReason: z.enum(declineReasons).nullable(),
};

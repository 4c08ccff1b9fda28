// The contract of first credentials and codes by SMS: previews, sending, what became of each, letters for the others.
import { z } from 'zod';
import { lettersMax } from '#identity/write-password-letters.ts';
import { smsMeansSchema } from '#notifications/wire-sms-means.ts';

export const credentialsPath = '/api/v1/staff/credentials';
export const sendingsPath = '/api/v1/staff/credentials/sendings';
export const lettersPath = '/api/v1/staff/credentials/letters';
export const codeSmsPath = '/api/v1/staff/pupils/:pupilId/guardians/:guardianId/recovery-code/sms';

/** More are sent in several goes. */
const guardiansMax = 5000;

export const keyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(8)
    .max(100)
    .describe('Chosen by the sender, the same for every repeat of one request.'),
});

export const placeQuery = z.object({
  schoolId: z.uuid().optional().meta({ description: 'Absent: every school.' }),
  classId: z.uuid().optional().meta({ description: 'Absent: every class.' }),
});

const instant = z.iso.datetime({ offset: true });

const sendingSchema = z.object({
  kind: z.enum(['recovery-code', 'first-password']),
  askedAt: instant,
  standing: z.enum([
    'waiting',
    'waiting-for-hours',
    'waiting-for-sender',
    'handed-over',
    'delivered',
    'unsent',
  ]),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Why it was not taken: a code of ours or of the provider.' }),
  from: instant.nullable().meta({ description: 'When it may ring, where it waits for that.' }),
});

const previewFields = {
  maskedNumber: z
    .string()
    .nullable()
    .meta({ description: 'Null: no mobile number.', examples: ['+39 ••• ••• 0100'] }),
  text: z.string().meta({ description: 'As it will be sent, asterisks instead of the secret.' }),
  segments: z.int(),
  fault: z
    .enum(['no-number', 'number-not-mobile', 'signed-in', 'under-way', 'sent-already'])
    .nullable()
    .meta({ description: 'Why none can be sent now.' }),
  sending: sendingSchema.nullable().meta({ description: 'The latest that was asked for.' }),
};

export const credentialListSchema = z.object({
  now: instant,
  schools: z.array(
    z.object({
      schoolId: z.uuid(),
      schoolName: z.string(),
      classes: z.array(z.object({ classId: z.uuid(), className: z.string() })),
    }),
  ),
  means: smsMeansSchema,
  guardians: z.array(
    z.object({
      guardianId: z.uuid(),
      firstName: z.string(),
      lastName: z.string(),
      classNames: z.array(z.string()).meta({ description: 'Of their children.' }),
      ...previewFields,
    }),
  ),
});

export const sendingsSchema = z.object({
  sendings: z.array(
    z.object({
      guardianId: z.uuid(),
      fault: previewFields.fault,
      sending: sendingSchema,
    }),
  ),
});

export const sendBody = z.object({ guardianIds: z.array(z.uuid()).min(1).max(guardiansMax) });
export const sentSchema = z.object({
  asked: z.int().meta({ description: 'To how many an SMS will go.' }),
  skipped: z.int().meta({ description: 'How many of those chosen have had one, or cannot.' }),
});

export const lettersBody = z.object({ guardianIds: z.array(z.uuid()).min(1).max(lettersMax) });
export const lettersSchema = z.object({
  letters: z.array(
    z.object({
      guardianName: z.string(),
      login: z.string(),
      password: z.string().meta({ description: 'Shown this once.' }),
    }),
  ),
});

export const codeSmsSchema = z.object({ now: instant, means: smsMeansSchema, ...previewFields });

export type CredentialListView = z.infer<typeof credentialListSchema>;
export type SendingsView = z.infer<typeof sendingsSchema>;
export type SentView = z.infer<typeof sentSchema>;
export type LettersView = z.infer<typeof lettersSchema>;
export type CodeSmsView = z.infer<typeof codeSmsSchema>;

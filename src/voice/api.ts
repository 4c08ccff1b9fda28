// The contract of calls that come as web requests: a form in, TwiML out, and the refusals of a request that is not the provider's.
import { z } from 'zod';
import type { RefusalCatalogue } from '#platform/problem.ts';
import type { CallRefusal } from '#voice/stored-calls.ts';
import english from '#voice/texts/en.json' with { type: 'json' };
import italian from '#voice/texts/it.json' with { type: 'json' };

const statuses: Record<CallRefusal | 'signature-not-valid', number> = {
  'signature-not-valid': 403,
  'call-unknown': 404,
  'event-out-of-turn': 409,
};

export const voiceRefusals: RefusalCatalogue = {
  room: 'voice',
  statuses,
  texts: { it: italian, en: english },
};

export const callsPath = '/api/v1/voice/calls';
export const digitsPath = `${callsPath}/digits`;
export const callStatusPath = `${callsPath}/status`;

export const signatureHeaders = z.object({
  'x-twilio-signature': z
    .string()
    .max(100)
    .optional()
    .describe(
      'HMAC-SHA1 of the full address and the sorted fields, under the secret of the authority, in base64.',
    ),
});

export const eventQuery = z.object({
  event: z.coerce.number().int().min(1).max(9999).describe('Which event of the call this is.'),
});

export const callForm = z.instanceof(URLSearchParams).meta({
  type: 'object',
  description:
    'As the telephone provider sends it: `CallSid`, `From`, `To`, `Digits`, `CallStatus` are read.',
});

export const twimlResponse = z.string().describe('TwiML: what to say, and what to listen for.');

/** What is read of a form, once its signature is known to be good. */
export const callFields = z.object({
  CallSid: z.string().regex(/^[\w.-]{1,64}$/),
  From: z.string().max(100).default(''),
  To: z.string().max(100),
  Digits: z
    .string()
    .regex(/^[0-9*#]{0,64}$/)
    .default(''),
  CallStatus: z.string().max(40).default(''),
});
export type CallFields = z.infer<typeof callFields>;

// The contract of correspondence: which messages a guardian chose, and its refusals.
import { z } from 'zod';
import type { CorrespondenceRefusal } from '#correspondence/model.ts';
import english from '#correspondence/texts/en.json' with { type: 'json' };
import italian from '#correspondence/texts/it.json' with { type: 'json' };
import { smsMeansSchema } from '#notifications/wire-sms-means.ts';
import type { RefusalCatalogue } from '#platform/problem.ts';

const statuses: Record<CorrespondenceRefusal | 'not-allowed', number> = {
  'no-pupils': 409,
  'no-sms': 409,
  'not-allowed': 403,
};

export const correspondenceRefusals: RefusalCatalogue = {
  room: 'correspondence',
  statuses,
  texts: { it: italian, en: english },
};

export const messageChoicesPath = '/api/v1/family/message-choices';

const ownChanges = z
  .enum(['mail', 'sms', 'none'])
  .describe(
    "How the guardian's own changes are told, and with `sms` all that has a short text; the other guardian's are always told.",
  );

export const messageChoicesBody = z.object({ ownChanges });
export const messageChoicesResponse = z.object({
  ownChanges,
  email: z.string().nullable().describe('Where mail goes; null: no address is known.'),
  mobile: z
    .string()
    .nullable()
    .describe('Where SMS go; null: no number is known, or this authority sends none.'),
});
export const smsDeskPath = '/api/v1/staff/sms';

const instant = z.iso.datetime({ offset: true });

export const smsDeskResponse = z.object({
  now: instant,
  means: smsMeansSchema,
  waiting: z.int().meta({ description: 'On their way, or waiting for the allowed hours.' }),
  unsent: z
    .array(
      z.object({
        name: z.string().nullable().meta({ description: 'Whose number it is.' }),
        maskedNumber: z.string(),
        count: z.int(),
        lastAt: instant,
        reason: z.string().meta({ description: 'A code of ours or of the provider.' }),
      }),
    )
    .meta({ description: 'Of this month, one line for each number, the latest first.' }),
});
export type SmsDeskView = z.infer<typeof smsDeskResponse>;
export type MessageChoicesResponse = z.infer<typeof messageChoicesResponse>;

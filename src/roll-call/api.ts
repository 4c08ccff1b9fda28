// The contract of the roll call: what is sent, what is answered, and its refusals.
import { z } from 'zod';
import type { RefusalCatalogue } from '#platform/problem.ts';
import type { RollCallRefusal } from '#roll-call/model.ts';
import english from '#roll-call/texts/en.json' with { type: 'json' };
import italian from '#roll-call/texts/it.json' with { type: 'json' };

const statuses: Record<RollCallRefusal, number> = {
  'not-allowed': 403,
  'class-not-found': 404,
  'no-canteen': 409,
  'day-not-begun': 409,
  'day-too-old': 409,
  'class-changed': 409,
  'key-reused': 422,
};

export const rollCallRefusals: RefusalCatalogue = {
  room: 'roll-call',
  statuses,
  texts: { it: italian, en: english },
};

export const rollCallsPath = '/api/v1/staff/roll-calls';

export const rollCallHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(8)
    .max(100)
    .describe('Chosen by the sender, the same for every repeat of one request.'),
});

export const rollCallBody = z.object({
  classId: z.uuid(),
  serviceId: z.uuid(),
  day: z.iso.date(),
  pupils: z
    .array(z.object({ pupilId: z.uuid(), present: z.boolean() }))
    .max(100)
    .describe('Every pupil of the class that day who is enrolled in the service.'),
});

export const rollCallResponse = z.object({
  classId: z.uuid(),
  serviceId: z.uuid(),
  day: z.iso.date(),
  revision: z.int().min(0).describe('0 when it is taken for the first time; the last counts.'),
  repeated: z.boolean().describe('The same was said before: nothing new is recorded.'),
  now: z.iso.datetime({ offset: true }),
});
export type RollCallResponse = z.infer<typeof rollCallResponse>;

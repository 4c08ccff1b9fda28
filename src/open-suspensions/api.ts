// The contract of open suspensions: the office's list, and its refusal.
import { z } from 'zod';
import type { OpenSuspensionsRefusal } from '#open-suspensions/model.ts';
import english from '#open-suspensions/texts/en.json' with { type: 'json' };
import italian from '#open-suspensions/texts/it.json' with { type: 'json' };
import type { RefusalCatalogue } from '#platform/problem.ts';

const statuses: Record<OpenSuspensionsRefusal, number> = { 'not-allowed': 403 };

export const openSuspensionsRefusals: RefusalCatalogue = {
  room: 'open-suspensions',
  statuses,
  texts: { it: italian, en: english },
};

export const openSuspensionsPath = '/api/v1/staff/open-suspensions';
export const openSuspensionsQuery = z.object({
  days: z.coerce
    .number()
    .int()
    .min(0)
    .max(366)
    .default(30)
    .describe('Open for more than so many days.'),
});

const instant = z.iso.datetime({ offset: true });

export const openSuspensionsSchema = z.object({
  now: instant,
  day: z.iso.date(),
  suspensions: z
    .array(
      z.object({
        pupilId: z.uuid(),
        name: z.string(),
        className: z.string(),
        schoolName: z.string(),
        serviceName: z.string(),
        from: z.iso.date(),
        days: z.int().min(0),
        yearEndsOn: z.iso.date(),
        remindedAt: instant.nullable().describe('When the family was last written to.'),
        smsDue: z
          .boolean()
          .describe('Who is told by SMS was told this one: not all of them, an SMS costs money.'),
      }),
    )
    .describe('Longest first.'),
});
export type OpenSuspensionList = z.infer<typeof openSuspensionsSchema>;

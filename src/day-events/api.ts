// The contract of day events: what the office and schools send and read, and the refusals.
import { z } from 'zod';
import english from '#day-events/texts/en.json' with { type: 'json' };
import italian from '#day-events/texts/it.json' with { type: 'json' };
import type { RefusalCatalogue } from '#platform/problem.ts';

const statuses: Record<'key-reused', number> = { 'key-reused': 422 };

/** What is refused of the calendar itself stands in the calendar's catalogue. */
export const dayEventsRefusals: RefusalCatalogue = {
  room: 'day-events',
  statuses,
  texts: { it: italian, en: english },
};

export const dayEventsPath = '/api/v1/staff/day-events';

const isNear = (text: string): boolean => text.startsWith('20');
const day = z.iso.date().refine(isNear).describe('A civil day, YYYY-MM-DD.');
const id = z.uuid();
const instant = z.iso.datetime({ offset: true });
const count = z.int().min(0);
const reason = z.string().trim().min(2).max(80).describe('What families read.');
const grade = z.enum(['nursery', 'primary', 'middle']);

export const keyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(8)
    .max(100)
    .describe('Chosen by the sender, the same for every repeat of one request.'),
});

const ofClasses = {
  reason,
  classIds: z.array(id).max(1000),
  days: z.array(day).max(60),
};
const serviceOrAll = id.nullable().describe('Null: every meal service of the classes.');

export const eventBody = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('outing'),
    lunch: z.enum(['none', 'packed']),
    serviceId: serviceOrAll,
    ...ofClasses,
  }),
  z.object({ kind: z.literal('strike'), serviceId: serviceOrAll, ...ofClasses }),
  z.object({ kind: z.literal('opening'), serviceId: id, ...ofClasses }),
  z.object({
    kind: z.literal('closure'),
    reason,
    scope: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('tenant') }),
      z.object({ kind: z.literal('grade'), grade }),
      z.object({ kind: z.literal('school'), schoolId: id }),
      z.object({ kind: z.literal('class'), classId: id }),
    ]),
    from: day,
    to: day,
  }),
]);
export type EventBody = z.infer<typeof eventBody>;

export const eventParams = z.object({ id });
export const listQuery = z.object({ from: day.optional() });
export const recordedResponse = z.object({ id, repeated: z.boolean() });

const opening = z
  .enum(['booked', 'opt-in'])
  .describe('Booked for everybody, or for whoever opts in.');

export const previewResponse = z.object({
  days: z.array(
    z.object({
      day,
      opening: opening.nullable(),
      kitchens: z.array(
        z.object({
          kitchenName: z.string(),
          schoolName: z.string(),
          serviceName: z.string(),
          adultsBefore: count,
          adultsAfter: count,
          classes: z.array(
            z.object({
              classId: id,
              name: z.string(),
              before: count,
              after: count,
              packedLunches: count,
            }),
          ),
        }),
      ),
    }),
  ),
  pupils: count.describe('Children whose day changes.'),
  guardians: count.describe('Guardians who are told by mail.'),
  passedOver: count.describe('Classes and days that were asked and that nothing changes.'),
});
export type PreviewResponse = z.infer<typeof previewResponse>;

const entry = z.object({
  id,
  kind: z.enum(['outing', 'strike', 'opening', 'closure']),
  lunch: z.enum(['none', 'packed']).nullable(),
  openings: z.array(opening),
  reason: z.string(),
  serviceName: z.string().nullable().describe('Null: every meal service.'),
  days: z.array(z.string()),
  span: z.object({ from: z.string(), to: z.string() }).nullable(),
  scope: z.enum(['tenant', 'nursery', 'primary', 'middle', 'school', 'class']).nullable(),
  schools: z.array(z.object({ schoolId: id, name: z.string(), classes: z.array(z.string()) })),
  recordedAt: instant,
  recordedBy: z.string().nullable().describe('Null: an import or a job.'),
  undoneAt: instant.nullable(),
  undoneBy: z.string().nullable(),
  state: z.enum(['in-force', 'partly-undone', 'undone']),
  canUndo: z.boolean(),
});
export const listResponse = z.object({ events: z.array(entry) });
export type EventEntry = z.infer<typeof entry>;

export const choicesResponse = z.object({
  today: z.string(),
  canRecord: z.boolean(),
  isOffice: z.boolean().describe('Closures and extra openings are the office’s.'),
  openingNoticeDays: count,
  services: z.array(z.object({ serviceId: id, name: z.string() })),
  schools: z.array(
    z.object({
      schoolId: id,
      name: z.string(),
      grade,
      isRecorded: z.boolean().describe('Outings and strikes are recorded, not left to families.'),
      classes: z.array(z.object({ classId: id, name: z.string() })),
    }),
  ),
});
export type EventChoices = z.infer<typeof choicesResponse>;

export const extensionsPath = '/api/v1/staff/cut-off-extensions';
export const extensionBody = z.object({
  schoolId: id.nullable().describe('Null: every school.'),
  day,
  until: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .describe('HH:MM of that day.'),
});
export const extensionResponse = z.object({
  extended: z.array(
    z.object({ schoolId: id, serviceId: id, kind: z.enum(['cut-off', 'amnesty']) }),
  ),
  untilAt: instant,
  repeated: z.boolean(),
});

export const weekdaysPath = '/api/v1/staff/canteen-weekdays';
export const weekdaysBody = z.object({
  classIds: z.array(id).max(1000),
  serviceId: id,
  weekdays: z.array(z.literal([1, 2, 3, 4, 5, 6, 7])).describe('1 is Monday.'),
  from: day,
});
export const weekdaysResponse = z.object({ from: z.string() });

export const cutOffsPath = '/api/v1/staff/cut-offs';
export const cutOffBody = z.object({
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('tenant') }),
    z.object({ kind: z.literal('service'), serviceId: id }),
    z.object({ kind: z.literal('school'), schoolId: id }),
  ]),
  setting: z.unknown().describe('{daysBefore, time, counted}, or null: as the wider scope says.'),
  validFrom: day.optional(),
});
export const cutOffResponse = z.object({ validFrom: z.string() });

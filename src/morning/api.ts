// The contract of the morning: today's schools, the list of a class, and the refusals.
import { z } from 'zod';
import type { MorningRefusal } from '#morning/model.ts';
import english from '#morning/texts/en.json' with { type: 'json' };
import italian from '#morning/texts/it.json' with { type: 'json' };
import type { RefusalCatalogue } from '#platform/problem.ts';

const statuses: Record<MorningRefusal, number> = { 'not-allowed': 403, 'class-not-found': 404 };

export const morningRefusals: RefusalCatalogue = {
  room: 'morning',
  statuses,
  texts: { it: italian, en: english },
};

export const todayPath = '/api/v1/staff/today';
export const classDayPath = '/api/v1/staff/classes/:classId/services/:serviceId/days/:day';
export const classDayParams = z.object({
  classId: z.uuid(),
  serviceId: z.uuid(),
  day: z.iso.date(),
});

const count = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const state = z
  .enum(['open', 'closing', 'closed', 'not-served', 'no-canteen'])
  .describe('Open until the cut-off; closed when the numbers are final.');

const rollCall = z
  .object({ takenAt: instant, takenBy: z.string().nullable(), present: count, absent: count })
  .nullable()
  .describe('The last one; null where nobody has looked.');

const schoolClass = z.object({
  classId: z.uuid(),
  name: z.string(),
  hasCanteen: z.boolean(),
  pupils: count.describe('Enrolled in the service.'),
  booked: count,
  rollCall,
});

const school = z.object({
  schoolId: z.uuid(),
  name: z.string(),
  serviceId: z.uuid(),
  serviceName: z.string(),
  state,
  reason: z.string().nullable().describe('Why nobody eats, where somebody said so.'),
  cutOffAt: instant,
  closedAt: instant.nullable(),
  booked: count.describe('Children who are booked, corrections after closing included.'),
  frozen: count.nullable().describe('Children who were booked when the day was closed.'),
  adults: count,
  events: z.array(
    z.object({
      kind: z.enum(['outing', 'strike', 'opening']),
      reason: z.string(),
      classNames: z.array(z.string()),
    }),
  ),
  usual: count.nullable().describe('Usual on this weekday; null while too few were served.'),
  hand: z
    .object({ kind: z.enum(['zero', 'low', 'high']), raisedAt: instant, expected: count })
    .nullable()
    .describe('Raised by the morning check: the number looked wrong.'),
  checkedAt: instant.nullable(),
});

export const todaySchema = z.object({
  now: instant,
  day: z.iso.date(),
  schools: z.array(school.extend({ classes: z.array(schoolClass) })),
});
export type TodaySchools = z.infer<typeof todaySchema>;
export type TodaySchool = TodaySchools['schools'][number];

export const classDaySchema = z.object({
  now: instant,
  day: z.iso.date(),
  school: school.pick({
    schoolId: true,
    name: true,
    serviceId: true,
    serviceName: true,
    cutOffAt: true,
    closedAt: true,
    state: true,
  }),
  schoolClass,
  pupils: z
    .array(
      z.object({
        pupilId: z.uuid(),
        name: z.string(),
        booked: z.boolean(),
        present: z.boolean().nullable().describe('Null where no roll call was taken.'),
      }),
    )
    .describe('Booked or not, and nothing of diets, money or reasons.'),
});
export type ClassDayList = z.infer<typeof classDaySchema>;

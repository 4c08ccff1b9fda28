// The contract of menus: what a family reads of its children's plates, what staff read and write, and the status of each refusal.
import { z } from 'zod';
import type { MenuRefusal } from '#menus/model.ts';
import { allergens, courses, foods } from '#menus/model.ts';
import english from '#menus/texts/en.json' with { type: 'json' };
import italian from '#menus/texts/it.json' with { type: 'json' };
import type { RefusalCatalogue } from '#platform/problem.ts';

const statuses: Record<MenuRefusal, number> = {
  'not-allowed': 403,
  'season-not-found': 404,
  'service-not-found': 404,
  'name-taken': 409,
  'dates-backwards': 422,
  'seasons-overlap': 409,
  'past-would-change': 409,
  'week-not-in-rotation': 422,
  'course-twice': 422,
  'unsafe-substitution': 422,
  'weeks-incomplete': 409,
  'nothing-to-publish': 409,
  'nothing-on-that-day': 409,
  'key-reused': 422,
};

export const menuRefusals: RefusalCatalogue = {
  room: 'menus',
  statuses,
  texts: { it: italian, en: english },
};

export const familyMenuPath = '/api/v1/family/menu';
export const seasonsPath = '/api/v1/menus';
export const menuDaysPath = '/api/v1/menus/days';
export const seasonDatesPath = '/api/v1/menus/:seasonId/dates';
export const seasonWeekPath = '/api/v1/menus/:seasonId/weeks/:week';
export const seasonPublicationPath = '/api/v1/menus/:seasonId/publication';
export const seasonDayPath = '/api/v1/menus/:seasonId/days/:day';

const day = z.iso
  .date()
  .refine((text) => text.startsWith('20'))
  .describe('A civil day, YYYY-MM-DD.');
const instantText = z.iso
  .datetime({ offset: true })
  .describe('An instant with the offset of Europe/Rome.');
const id = z.uuid();
const weekNumber = z.int().min(1).max(12).describe('Of the rotation, 1 = the first.');
const text = (max: number) => z.string().trim().min(1).max(max);
const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]).describe('1 = Monday.');
const grade = z.enum(['nursery', 'primary', 'middle']);

const serving = z.object({
  name: text(120),
  allergens: z.array(z.enum(allergens)).max(14).describe('Regulation (EU) 1169/2011, annex II.'),
  foods: z.array(z.enum(foods)).max(5).describe('What diets turn on besides allergens.'),
});
const dish = serving.extend({
  course: z.enum(courses),
  substitutions: z
    .array(
      z.object({
        variants: z.array(text(60)).min(1).max(4),
        serving: serving.nullable().describe('Null: the dish suits the variant as it is.'),
      }),
    )
    .max(40),
});
export type DishView = z.infer<typeof dish>;
const dishes = z.array(dish).max(courses.length);
const weekdays = z.array(z.object({ weekday, dishes })).max(7);
const span = z.object({ from: day, to: day, firstWeek: weekNumber });

const rangeMax = 42;
export const menuRange = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < rangeMax * 86_400_000)
  .describe(`At most ${rangeMax} days.`);

const shownDish = serving.extend({
  course: z.enum(courses),
  insteadOf: z
    .string()
    .nullable()
    .describe('The planned dish that it replaces on this day; empty when none was planned.'),
});
const plateLine = z.object({
  course: z.enum(courses),
  served: z
    .enum(['menu', 'instead', 'kitchen'])
    .describe('The dish of the menu, its substitution, or a dish that the kitchen chooses.'),
  serving: serving.nullable(),
});
const shownMenu = z.object({
  kind: z.literal('menu'),
  day,
  seasonName: z.string(),
  week: weekNumber,
  dishes: z.array(shownDish),
  changedBecause: z.string().nullable(),
});
const notPublished = z.object({ kind: z.literal('not-published'), day });

const familyDay = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-served'), day, reason: z.string().nullable() }),
  z.object({ kind: z.literal('no-canteen'), day }),
  z.object({ kind: z.literal('packed-lunch'), day }),
  notPublished,
  shownMenu.extend({
    plate: z
      .array(plateLine)
      .nullable()
      .describe("The child's own plate by its diets; null: the menu as it is."),
    plainPlate: z.array(plateLine).describe('The same on a day with a plain meal.'),
  }),
]);
export type FamilyMenuDay = z.infer<typeof familyDay>;

export const familyMenuResponse = z.object({
  now: instantText,
  today: day,
  children: z.array(
    z.object({
      pupilId: id,
      firstName: z.string(),
      services: z.array(
        z.object({ serviceId: id, serviceName: z.string(), days: z.array(familyDay) }),
      ),
    }),
  ),
});
export type FamilyMenu = z.infer<typeof familyMenuResponse>;

const season = z.object({
  seasonId: id,
  name: z.string(),
  kind: z.enum(['summer', 'winter']),
  serviceId: id,
  serviceName: z.string(),
  grade: grade.nullable().describe('Null: of every grade that has no season of its own.'),
  rotationWeeks: weekNumber,
  spans: z.array(span),
  weeks: z.array(
    z.object({
      week: weekNumber,
      state: z.enum(['missing', 'draft', 'changed', 'published']),
      whole: z.boolean().describe('Every day from Monday to Friday has dishes.'),
      mondays: z
        .array(day)
        .describe('The weeks of the calendar in which it is served, from now on.'),
    }),
  ),
});
export const seasonsResponse = z.object({
  now: instantText,
  today: day,
  services: z.array(z.object({ serviceId: id, serviceName: z.string() })),
  variants: z
    .array(z.string())
    .describe('Of the special diets in force and of the substitutions written so far.'),
  dishes: z.array(dish).describe('Every dish written so far, once, as it was written last.'),
  seasons: z.array(season),
});
export type SeasonsView = z.infer<typeof seasonsResponse>;

export const seasonParams = z.object({ seasonId: id });
export const weekParams = z.object({ seasonId: id, week: z.coerce.number().pipe(weekNumber) });
export const dayParams = z.object({ seasonId: id, day });
export const weekResponse = z.object({
  seasonId: id,
  week: weekNumber,
  state: z.enum(['missing', 'draft', 'changed', 'published']),
  days: weekdays,
});
export type WeekView = z.infer<typeof weekResponse>;

export const menuDaysResponse = z.object({
  now: instantText,
  today: day,
  seasons: z.array(
    z.object({
      seasonId: id,
      name: z.string(),
      serviceName: z.string(),
      grade: grade.nullable(),
      days: z.array(
        z.discriminatedUnion('kind', [
          notPublished,
          shownMenu.extend({ dishes: z.array(dish.extend({ insteadOf: z.string().nullable() })) }),
        ]),
      ),
    }),
  ),
});
export type MenuDays = z.infer<typeof menuDaysResponse>;

export const menuHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(8)
    .max(100)
    .describe('Chosen by the sender, the same for every repeat of one request.'),
});
export const seasonBody = z.object({
  name: text(80),
  kind: z.enum(['summer', 'winter']),
  serviceId: id,
  grade: grade.nullable(),
  rotationWeeks: weekNumber,
  spans: z.array(span).min(1).max(6),
});
export const datesBody = z.object({ spans: z.array(span).min(1).max(6) });
export const weekBody = z.object({ days: weekdays });
export const publicationBody = z.object({
  from: day.nullable().describe('The first day of what is new; null: today.'),
});
export const dayChangeBody = z.object({
  dishes: dishes.describe('Of the courses that change; none brings the plan back.'),
  reason: text(200).describe('Families read it.'),
});
export const writtenResponse = z.object({ id });

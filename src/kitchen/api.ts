// The contract of the kitchen: its sheet on the wire, and its refusals.
import { z } from 'zod';
import type { KitchenRefusal } from '#kitchen/model.ts';
import english from '#kitchen/texts/en.json' with { type: 'json' };
import italian from '#kitchen/texts/it.json' with { type: 'json' };
import type { RefusalCatalogue } from '#platform/problem.ts';

const statuses: Record<KitchenRefusal, number> = {
  'not-allowed': 403,
  'kitchen-not-found': 404,
  'too-many-screens': 429,
  'correction-not-found': 404,
};

export const kitchenRefusals: RefusalCatalogue = {
  room: 'kitchen',
  statuses,
  texts: { it: italian, en: english },
};

export const kitchensPath = '/api/v1/kitchens';
export const kitchenDayPath = '/api/v1/kitchens/:kitchenId/days/:day';

export const kitchenEventsPath = '/api/v1/kitchens/:kitchenId/days/:day/events';

export const kitchenDayParams = z.object({ kitchenId: z.uuid(), day: z.iso.date() });

const count = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const kitchen = z.object({ kitchenId: z.uuid(), name: z.string() });

const variants = z
  .array(z.object({ variant: z.string(), count }))
  .meta({ description: 'Pupils who eat something else than the menu; the others eat the menu.' });
const pupils = count.meta({ description: 'All pupils who eat, special plates included.' });

const shift = z.object({
  name: z.string(),
  startsAt: z.string().meta({ description: 'HH:MM' }),
  adults: count,
  classes: z.array(z.object({ name: z.string(), pupils, variants })),
});

const school = z.object({
  schoolId: z.uuid(),
  name: z.string(),
  serviceName: z.string(),
  cutOffAt: instant.meta({ description: 'The last minute in which families can change the day.' }),
  closedAt: instant.nullable().meta({ description: 'Since then the numbers are final.' }),
  served: z.boolean(),
  site: z.object({ servingSiteId: z.uuid(), name: z.string() }),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Why it is not served, if a closure says so.' }),
  shifts: z.array(shift),
  specialPlates: z
    .array(
      z.object({
        name: z.string(),
        className: z.string(),
        shiftName: z.string(),
        plateLabel: z.string(),
        expired: z
          .boolean()
          .meta({ description: 'The certificate is past its end; still served.' }),
      }),
    )
    .meta({ description: 'Health diets only.' }),
});

const correction = z.object({
  mealRevision: z.string(),
  schoolName: z.string(),
  className: z.string(),
  change: z.union([z.literal(1), z.literal(-1)]),
  variant: z.string().nullable(),
  kind: z.enum([
    'sent-home',
    'came-unbooked',
    'not-delivered',
    'amnesty',
    'grace',
    'outing-late',
    'strike-late',
    'in-time-after-closing',
    'mistake',
  ]),
  recordedAt: instant,
  seenAt: instant.nullable(),
});

export const kitchensSchema = z.object({
  kitchens: z.array(
    kitchen.extend({
      cooks: z.boolean().meta({ description: 'You may mark corrections as seen.' }),
    }),
  ),
});

export const seenPath = '/api/v1/kitchens/:kitchenId/days/:day/corrections/seen';
export const seenBody = z.object({ mealRevisions: z.array(z.string().max(120)).min(1).max(2000) });
export const seenSchema = z.object({ mealRevisions: z.array(z.string()) });

export const kitchenDaySchema = z.object({
  now: instant,
  day: z.iso.date(),
  kitchen,
  totals: z.object({ pupils, adults: count, variants }),
  schools: z.array(school),
  corrections: z
    .array(correction)
    .meta({ description: 'Since the closing, the newest first; they are in the numbers already.' }),
});

export const unchangedSchema = z.unknown().meta({ description: 'Unchanged; no body.' });

export const paperPath = '/api/v1/kitchens/:kitchenId/days/:day/papers/:paper';
export const paperParams = kitchenDayParams.extend({
  paper: z.enum(['production', 'delivery']).meta({
    description: 'What to cook; or what to load, a page for each serving site.',
  }),
});
export const paperSchema = z.unknown().meta({ description: 'A tagged PDF, A4.' });

export const servingDayPath = '/api/v1/serving-days/:day';
export const servingDayParams = z.object({ day: z.iso.date() });
export const servingDaySchema = z.object({
  now: instant,
  day: z.iso.date(),
  sites: z.array(
    z.object({
      servingSiteId: z.uuid(),
      name: z.string(),
      shifts: z.array(
        shift.extend({
          schoolName: z.string(),
          serviceName: z.string(),
          cutOffAt: instant,
          closedAt: instant.nullable().meta({ description: 'Since then the numbers are final.' }),
          specialPlates: z
            .array(z.object({ name: z.string(), className: z.string(), plateLabel: z.string() }))
            .meta({ description: 'Every plate that is not the menu, whatever its reason.' }),
        }),
      ),
    }),
  ),
});
export type ServingDay = z.infer<typeof servingDaySchema>;

export const eventsSchema = z.string().meta({ description: 'A stream of server-sent events.' });

export type KitchenDay = z.infer<typeof kitchenDaySchema>;

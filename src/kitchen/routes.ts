// The kitchen on the wire: its list and its sheet, which the screen on the wall asks for every few seconds.
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import { staffOf } from '#identity/account-of-request.ts';
import type { KitchenDay } from '#kitchen/api.ts';
import {
  kitchenDayParams,
  kitchenDayPath,
  kitchenDaySchema,
  kitchenRefusals,
  kitchensPath,
  kitchensSchema,
  unchangedSchema,
} from '#kitchen/api.ts';
import type { KitchenMeans, SheetReading } from '#kitchen/read-sheet.ts';
import { readKitchens, readSheet } from '#kitchen/read-sheet.ts';
import { sha256 } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { romeIso } from '#platform/rome.ts';

export interface KitchenContext extends KitchenMeans {
  readonly database: Database;
  /** The real one: sessions do not follow the demo's time. */
  readonly securityClock: Clock;
}

export function kitchenRoutes(app: HttpApp, context: KitchenContext): void {
  const { database, securityClock } = context;
  app.get(
    kitchensPath,
    {
      schema: {
        operationId: 'listKitchens',
        summary: 'The kitchens that you may read',
        tags: ['kitchens'],
        response: { 200: kitchensSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const outcome = await database.inTenant(tenantId, 'kitchen', (tx) =>
        readKitchens(tx, staffOf(tx, securityClock, request)),
      );
      if (!outcome.ok) throw problemOfRefusal(kitchenRefusals, outcome);
      reply.header('cache-control', 'no-store');
      return { kitchens: [...outcome.value] };
    },
  );
  app.get(
    kitchenDayPath,
    {
      schema: {
        operationId: 'readKitchenDay',
        summary: 'What to cook for whom: live until the day is closed, final from then on',
        description:
          'Answers 304 to an If-None-Match with the tag of an unchanged sheet; x-refettorio-now says the time either way.',
        tags: ['kitchens'],
        params: kitchenDayParams,
        response: { 200: kitchenDaySchema, 304: unchangedSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const { kitchenId, day } = request.params;
      const outcome = await database.inTenant(tenantId, 'kitchen', (tx) =>
        readSheet(tx, context, staffOf(tx, securityClock, request), { kitchenId, day: asDay(day) }),
      );
      if (!outcome.ok) throw problemOfRefusal(kitchenRefusals, outcome);
      const sheet = wireSheet(outcome.value);
      const now = romeIso(outcome.value.now);
      const tag = tagOf(sheet);
      // Names beside diets stay out of every cache: who polls keeps the tag and the sheet itself.
      reply.header('etag', tag).header('x-refettorio-now', now).header('cache-control', 'no-store');
      if (isKnown(request.headers['if-none-match'], tag)) return reply.status(304).send();
      return { now, ...sheet };
    },
  );
}

function wireSheet(sheet: SheetReading): Omit<KitchenDay, 'now'> {
  const { day, kitchen, totals, schools } = sheet;
  return {
    day,
    kitchen,
    totals: { ...totals, variants: [...totals.variants] },
    schools: schools.map((school) => ({
      ...school,
      cutOffAt: romeIso(school.cutOffAt),
      closedAt: school.closedAt === null ? null : romeIso(school.closedAt),
      shifts: school.shifts.map((shift) => ({
        ...shift,
        classes: shift.classes.map((one) => ({ ...one, variants: [...one.variants] })),
      })),
      specialPlates: [...school.specialPlates],
    })),
  };
}

/** Weak: the same sheet at another time is another text, because it says the time. */
function tagOf(sheet: Omit<KitchenDay, 'now'>): string {
  return `W/"${Buffer.from(sha256(JSON.stringify(sheet))).toString('base64url')}"`;
}

/** If-None-Match may list several tags (RFC 9110 section 13.1.2). */
function isKnown(header: string | undefined, tag: string): boolean {
  return header !== undefined && header.split(',').some((one) => one.trim() === tag);
}

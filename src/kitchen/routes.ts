// The kitchen on the wire: its list and its sheet, which the screen on the wall asks for every few seconds.
import { asDay } from '#ground/day.ts';
import { staffOf } from '#identity/account-of-request.ts';
import {
  kitchenDayParams,
  kitchenDayPath,
  kitchenDaySchema,
  kitchenRefusals,
  kitchensPath,
  kitchensSchema,
  unchangedSchema,
} from '#kitchen/api.ts';
import type { WatchContext } from '#kitchen/watch-routes.ts';
import { watchRoutes } from '#kitchen/watch-routes.ts';
import { readKitchens, readSheet } from '#kitchen/read-sheet.ts';
import { servingRoutes } from '#kitchen/serving-routes.ts';
import { tagOf, wireSheet } from '#kitchen/wire-sheet.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { romeIso } from '#platform/rome.ts';

export type KitchenContext = WatchContext;

export function kitchenRoutes(app: HttpApp, context: KitchenContext): void {
  const { database, securityClock } = context;
  watchRoutes(app, context);
  servingRoutes(app, context);
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

/** If-None-Match may list several tags (RFC 9110 section 13.1.2). */
function isKnown(header: string | undefined, tag: string): boolean {
  return header !== undefined && header.split(',').some((one) => one.trim() === tag);
}

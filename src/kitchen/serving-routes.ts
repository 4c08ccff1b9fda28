// What is done about the sheet besides reading it: corrections marked as seen, and the day as the serving sites have it.
import { asDay } from '#ground/day.ts';
import { staffOf } from '#identity/account-of-request.ts';
import {
  kitchenDayParams,
  kitchenRefusals,
  seenBody,
  seenPath,
  seenSchema,
  servingDayParams,
  servingDayPath,
  servingDaySchema,
} from '#kitchen/api.ts';
import { markSeen } from '#kitchen/mark-seen.ts';
import { readServingDay } from '#kitchen/read-serving-day.ts';
import type { WatchContext } from '#kitchen/watch-routes.ts';
import { wireServingDay } from '#kitchen/wire-sheet.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';

export function servingRoutes(app: HttpApp, context: WatchContext): void {
  const { database, securityClock, clock } = context;
  app.post(
    seenPath,
    {
      schema: {
        operationId: 'markCorrectionsSeen',
        summary: 'The kitchen has seen these corrections; the first to say so counts',
        tags: ['kitchens'],
        params: kitchenDayParams,
        body: seenBody,
        response: { 200: seenSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const { kitchenId, day } = request.params;
      const { correctionIds } = request.body;
      const outcome = await database.inTenant(tenantId, 'kitchen', (tx) =>
        markSeen(tx, clock, staffOf(tx, securityClock, request), {
          kitchenId,
          day: asDay(day),
          correctionIds,
        }),
      );
      if (!outcome.ok) throw problemOfRefusal(kitchenRefusals, outcome);
      reply.header('cache-control', 'no-store');
      return { correctionIds: [...outcome.value] };
    },
  );
  app.get(
    servingDayPath,
    {
      schema: {
        operationId: 'readServingDay',
        summary: 'What comes to the table of your schools, with every special plate by name',
        tags: ['kitchens'],
        params: servingDayParams,
        response: { 200: servingDaySchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const outcome = await database.inTenant(tenantId, 'kitchen', (tx) =>
        readServingDay(tx, context, staffOf(tx, securityClock, request), asDay(request.params.day)),
      );
      if (!outcome.ok) throw problemOfRefusal(kitchenRefusals, outcome);
      reply.header('cache-control', 'no-store');
      return wireServingDay(outcome.value);
    },
  );
}

// What is done about the sheet besides reading it: corrections marked as seen, the sheet on paper, and the day as the serving sites have it.
import { asDay } from '#ground/day.ts';
import { staffOf } from '#identity/account-of-request.ts';
import {
  kitchenDayParams,
  kitchenRefusals,
  paperParams,
  paperPath,
  paperSchema,
  seenBody,
  seenPath,
  seenSchema,
  servingDayParams,
  servingDayPath,
  servingDaySchema,
} from '#kitchen/api.ts';
import { markSeen } from '#kitchen/mark-seen.ts';
import { readServingDay } from '#kitchen/read-serving-day.ts';
import { readSheet } from '#kitchen/read-sheet.ts';
import { sheetPaper } from '#kitchen/sheet-papers.ts';
import type { WatchContext } from '#kitchen/watch-routes.ts';
import { wireServingDay } from '#kitchen/wire-sheet.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { languageOf, tenantOf } from '#platform/http-server.ts';
import { printPdf } from '#platform/pdf.ts';
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
      const { mealRevisions } = request.body;
      const outcome = await database.inTenant(tenantId, 'kitchen', (tx) =>
        markSeen(tx, clock, staffOf(tx, securityClock, request), {
          kitchenId,
          day: asDay(day),
          mealRevisions,
        }),
      );
      if (!outcome.ok) throw problemOfRefusal(kitchenRefusals, outcome);
      reply.header('cache-control', 'no-store');
      return { mealRevisions: [...outcome.value] };
    },
  );
  app.get(
    paperPath,
    {
      schema: {
        operationId: 'printKitchenDay',
        summary: 'The sheet on paper: production or delivery',
        tags: ['kitchens'],
        params: paperParams,
        produces: ['application/pdf'],
        response: { 200: paperSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const { kitchenId, day, paper } = request.params;
      const outcome = await database.inTenant(tenantId, 'kitchen', (tx) =>
        readSheet(tx, context, staffOf(tx, securityClock, request), { kitchenId, day: asDay(day) }),
      );
      if (!outcome.ok) throw problemOfRefusal(kitchenRefusals, outcome);
      const pdf = await printPdf(sheetPaper(paper, outcome.value, languageOf(request)));
      return reply
        .header('cache-control', 'no-store')
        .header('content-type', 'application/pdf')
        .header('content-disposition', `inline; filename="${paper}-${day}.pdf"`)
        .send(pdf);
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

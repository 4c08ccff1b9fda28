// The kitchen's day as a stream of events: who is let in, how many screens an account may open, and whether it still may.
import type { FastifyRequest } from 'fastify';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { staffOf } from '#identity/account-of-request.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import {
  eventsSchema,
  kitchenDayParams,
  kitchenEventsPath,
  kitchenRefusals,
} from '#kitchen/api.ts';
import type { LiveMeans } from '#kitchen/live-sheets.ts';
import { liveSheets } from '#kitchen/live-sheets.ts';
import type { Kitchen, KitchenRefusal } from '#kitchen/model.ts';
import type { AskedDay } from '#kitchen/read-sheet.ts';
import { auditPlates, platesOn, readSharedSheet } from '#kitchen/read-sheet.ts';
import { decideKitchen } from '#kitchen/rules.ts';
import { listKitchens } from '#kitchen/store.ts';
import { eventStreams, frameOf, lastEventIdOf } from '#platform/event-stream.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { Problem, problemOfRefusal } from '#platform/problem.ts';

/** A kitchen has a few walls; more than this is a page that opens itself again and again. */
export const screensPerAccountMax = 12;
/** A session that has ended, a role taken back: the screen goes dark so soon (FOUNDATIONS 24). */
const lookAgainMs = 60_000;

export interface WatchContext extends LiveMeans {
  /** The real one: sessions do not follow the demo's time. */
  readonly securityClock: Clock;
  /** For tests. */
  readonly lookAgainMs?: number;
}

export function watchRoutes(app: HttpApp, context: WatchContext): void {
  const streamOn = eventStreams(app);
  const sheets = liveSheets(context);
  const screens = new Map<string, number>();
  app.get(
    kitchenEventsPath,
    {
      schema: {
        operationId: 'watchKitchenDay',
        summary: 'The same sheet as it changes, as server-sent events',
        description:
          'Event "sheet": the sheet as readKitchenDay answers it, with its tag as id. Event "beat": the sheet that you have still holds; its data says the time. Event "over": you may no longer read it. A browser that comes back with the tag as Last-Event-ID gets a beat instead of the same sheet.',
        tags: ['kitchens'],
        params: kitchenDayParams,
        produces: ['text/event-stream'],
        response: { 200: eventsSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const day = asDay(request.params.day);
      const { kitchenId } = request.params;
      const platesOf = (kitchen: Kitchen) => sheets.platesOf({ tenantId, kitchen, day });
      const { account, kitchen } = await enter(context, request, { kitchenId, day }, platesOf);
      const open = screens.get(account.accountId) ?? 0;
      if (open >= screensPerAccountMax)
        throw problemOfRefusal(kitchenRefusals, refuse('too-many-screens'));
      screens.set(account.accountId, open + 1);
      const stream = streamOn(reply);
      const leave = sheets.watch(
        { tenantId, kitchen, day },
        {
          shown: lastEventIdOf(request),
          offer: (frame) => stream.offer(frame),
        },
      );
      const look = setInterval(() => {
        enter(context, request, { kitchenId, day }, platesOf).catch((fault: unknown) => {
          // A database that does not answer says nothing about the session.
          if (fault instanceof Problem) stream.end(frameOf({ event: 'over', text: '{}' }));
        });
      }, context.lookAgainMs ?? lookAgainMs);
      stream.onEnd(() => {
        clearInterval(look);
        leave();
        const left = (screens.get(account.accountId) ?? 1) - 1;
        if (left > 0) screens.set(account.accountId, left);
        else screens.delete(account.accountId);
      });
    },
  );
}

interface Entered {
  readonly account: StaffAccount;
  readonly kitchen: Kitchen;
}

/** Throws the Problem of whoever may not read it, or may no longer. Names that are shown leave an audit line each hour. */
async function enter(
  context: WatchContext,
  request: FastifyRequest,
  { kitchenId, day }: AskedDay,
  platesOf: (kitchen: Kitchen) => number | undefined,
): Promise<Entered> {
  const { database, clock, securityClock } = context;
  const { tenantId } = tenantOf(request);
  const outcome = await database.inTenant(
    tenantId,
    'kitchen',
    async (tx): Promise<Outcome<Entered, KitchenRefusal>> => {
      const [account, kitchens] = await Promise.all([
        staffOf(tx, securityClock, request),
        listKitchens(tx),
      ]);
      const opened = decideKitchen(account.grants, kitchens, kitchenId);
      if (!opened.ok) return opened;
      const kitchen = opened.value;
      const plates =
        platesOf(kitchen) ?? platesOn(await readSharedSheet(tx, context, { kitchen, day }));
      const actor = staffActorOf(account, 'kitchen');
      await auditPlates(tx, {
        actor,
        subject: { kind: 'kitchen', id: kitchenId },
        day,
        at: clock.now(),
        plates,
      });
      return accept({ account, kitchen });
    },
  );
  if (!outcome.ok) throw problemOfRefusal(kitchenRefusals, outcome);
  return outcome.value;
}

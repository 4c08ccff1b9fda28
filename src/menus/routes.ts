// Menus on the wire: the family's week, what staff read, and what the office writes.
import type { FastifyRequest } from 'fastify';
import type { StaffActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import type { Outcome } from '#ground/refusal.ts';
import { familyOf, staffOf } from '#identity/account-of-request.ts';
import { answerOnce } from '#menus/answer-once.ts';
import {
  datesBody,
  dayChangeBody,
  dayParams,
  familyMenuPath,
  familyMenuResponse,
  menuDaysPath,
  menuDaysResponse,
  menuHeaders,
  menuRange,
  menuRefusals,
  publicationBody,
  seasonBody,
  seasonDatesPath,
  seasonDayPath,
  seasonParams,
  seasonPublicationPath,
  seasonWeekPath,
  seasonsPath,
  seasonsResponse,
  weekBody,
  weekParams,
  weekResponse,
  writtenResponse,
} from '#menus/api.ts';
import { changeDay } from '#menus/change-day.ts';
import { createSeason } from '#menus/create-season.ts';
import type { MenuMeans } from '#menus/family-menu.ts';
import { readFamilyMenu } from '#menus/family-menu.ts';
import type { MenuRefusal, SeasonSpan } from '#menus/model.ts';
import { publishSeason } from '#menus/publish-season.ts';
import { readMenuDays, readSeasons, readWeek } from '#menus/read-menus.ts';
import { setDates } from '#menus/set-dates.ts';
import { setWeek } from '#menus/set-week.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { problemOfRefusal } from '#platform/problem.ts';

export interface MenusContext extends MenuMeans {
  readonly database: Database;
  /** Sessions end by real time, whatever the demo's clock says. */
  readonly securityClock: Clock;
}

export function menusRoutes(app: HttpApp, context: MenusContext): void {
  readingRoutes(app, context);
  writingRoutes(app, context);
}

function readingRoutes(app: HttpApp, context: MenusContext): void {
  const { database, securityClock } = context;
  app.get(
    familyMenuPath,
    {
      schema: {
        operationId: 'readFamilyMenu',
        summary: "The menu of some days, with the plate of each of the family's children",
        tags: ['family'],
        querystring: menuRange,
        response: { 200: familyMenuResponse },
      },
    },
    async (request, reply) => {
      const menu = await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
        readFamilyMenu(
          tx,
          context,
          await familyOf(tx, securityClock, request),
          rangeOf(request.query),
        ),
      );
      return reply.header('cache-control', 'no-store').send(menu);
    },
  );
  app.get(
    seasonsPath,
    {
      schema: {
        operationId: 'listMenus',
        summary: 'The seasons, and how far each week of their rotation is',
        tags: ['menus'],
        response: { 200: seasonsResponse },
      },
    },
    async (request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .send(
          valueOf(
            await database.inTenant(tenantOf(request).tenantId, 'office', async (tx) =>
              readSeasons(tx, context, await staffOf(tx, securityClock, request)),
            ),
          ),
        ),
  );
  app.get(
    menuDaysPath,
    {
      schema: {
        operationId: 'listMenuDays',
        summary: 'The published menu of some days, changes and substitutions included',
        tags: ['menus'],
        querystring: menuRange,
        response: { 200: menuDaysResponse },
      },
    },
    async (request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .send(
          valueOf(
            await database.inTenant(tenantOf(request).tenantId, 'kitchen', async (tx) =>
              readMenuDays(
                tx,
                context,
                await staffOf(tx, securityClock, request),
                rangeOf(request.query),
              ),
            ),
          ),
        ),
  );
  app.get(
    seasonWeekPath,
    {
      schema: {
        operationId: 'readMenuWeek',
        summary: 'A week of the rotation as it was last written',
        tags: ['menus'],
        params: weekParams,
        response: { 200: weekResponse },
      },
    },
    async (request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .send(
          valueOf(
            await database.inTenant(tenantOf(request).tenantId, 'office', async (tx) =>
              readWeek(tx, context, await staffOf(tx, securityClock, request), request.params),
            ),
          ),
        ),
  );
}

function writingRoutes(app: HttpApp, context: MenusContext): void {
  const { database, securityClock, clock } = context;
  const shared = { tags: ['menus'], headers: menuHeaders, response: { 200: writtenResponse } };
  /** One transaction: who asks, whether it was asked before, and the use case. */
  const write = async (
    request: FastifyRequest,
    act: (tx: Tx, actor: StaffActor) => Promise<Outcome<string, MenuRefusal>>,
  ) => {
    const key = idempotencyKeyOf(
      String(request.headers['idempotency-key']),
      `${request.method} ${request.url}`,
      request.body,
    );
    const outcome = await database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
      answerOnce(tx, clock, staffOf(tx, securityClock, request), key, (actor) => act(tx, actor)),
    );
    return { id: valueOf(outcome) };
  };
  app.post(
    seasonsPath,
    {
      schema: {
        operationId: 'createMenu',
        summary: 'Open a season: a menu that turns in some weeks',
        body: seasonBody,
        ...shared,
      },
    },
    (request) => {
      const season = { ...request.body, spans: spansOf(request.body) };
      return write(request, (tx, actor) => createSeason(tx, clock, actor, season));
    },
  );
  app.post(
    seasonDatesPath,
    {
      schema: {
        operationId: 'setMenuDates',
        summary: 'Say anew from when to when a season is served',
        params: seasonParams,
        body: datesBody,
        ...shared,
      },
    },
    (request) => {
      const command = { seasonId: request.params.seasonId, spans: spansOf(request.body) };
      return write(request, (tx, actor) => setDates(tx, clock, actor, command));
    },
  );
  app.post(
    seasonWeekPath,
    {
      schema: {
        operationId: 'setMenuWeek',
        summary: 'Write a week of the rotation, as a draft',
        params: weekParams,
        body: weekBody,
        ...shared,
      },
    },
    (request) =>
      write(request, (tx, actor) =>
        setWeek(tx, clock, actor, { ...request.params, days: request.body.days }),
      ),
  );
  app.post(
    seasonPublicationPath,
    {
      schema: {
        operationId: 'publishMenu',
        summary: 'Show families, schools and kitchens what was written since the last time',
        params: seasonParams,
        body: publicationBody,
        ...shared,
      },
    },
    (request) => {
      const { from } = request.body;
      const command = { ...request.params, from: from === null ? null : asDay(from) };
      return write(request, (tx, actor) => publishSeason(tx, clock, actor, command));
    },
  );
  app.post(
    seasonDayPath,
    {
      schema: {
        operationId: 'changeMenuDay',
        summary: 'Change dishes of one day, with the reason that families read',
        params: dayParams,
        body: dayChangeBody,
        ...shared,
      },
    },
    (request) => {
      const { seasonId, day } = request.params;
      const command = { ...request.body, seasonId, day: asDay(day) };
      return write(request, (tx, actor) => changeDay(tx, context, actor, command));
    },
  );
}

const rangeOf = (query: { readonly from: string; readonly to: string }): ClosedDayRange => ({
  from: asDay(query.from),
  to: asDay(query.to),
});

function spansOf(body: {
  readonly spans: readonly { from: string; to: string; firstWeek: number }[];
}): readonly SeasonSpan[] {
  return body.spans.map((span) => ({ ...span, ...rangeOf(span) }));
}

function valueOf<T>(outcome: Outcome<T, MenuRefusal>): T {
  if (outcome.ok) return outcome.value;
  throw problemOfRefusal(menuRefusals, outcome);
}

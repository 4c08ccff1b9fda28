// Binds day events to HTTP: preview, record, list, undo.
import { actorOf } from '#day-events/actor-of.ts';
import type { DayEventsContext } from '#day-events/answer.ts';
import { noStore, valueOf } from '#day-events/answer.ts';
import type { EventBody } from '#day-events/api.ts';
import {
  choicesResponse,
  dayEventsPath,
  eventBody,
  eventParams,
  keyHeaders,
  listQuery,
  listResponse,
  previewResponse,
  recordedResponse,
} from '#day-events/api.ts';
import { cutOffRoutes } from '#day-events/cut-off-routes.ts';
import { listEvents } from '#day-events/list-events.ts';
import type { AskedEvent } from '#day-events/model.ts';
import { previewEvent } from '#day-events/preview-event.ts';
import { previewInWords } from '#day-events/preview-in-words.ts';
import { readChoices } from '#day-events/read-choices.ts';
import { recordEvent } from '#day-events/record-event.ts';
import { undoEvent } from '#day-events/undo-event.ts';
import { addDays, asDay } from '#ground/day.ts';
import { staffOf } from '#identity/account-of-request.ts';
import type { DatabaseRole } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { dayAt } from '#platform/rome.ts';

const tags = ['day-events'];
/** How far back the list goes when nobody says. */
const listedDaysBack = 14;

export function dayEventsRoutes(app: HttpApp, context: DayEventsContext): void {
  const { database, securityClock, clock } = context;

  app.get(
    dayEventsPath,
    {
      schema: {
        operationId: 'listDayEvents',
        summary: 'Outings, strikes, extra openings and closures, newest first',
        tags,
        querystring: listQuery,
        response: { 200: listResponse },
      },
    },
    async (request, reply) => {
      const { from } = request.query;
      const since = from === undefined ? addDays(dayAt(clock.now()), -listedDaysBack) : asDay(from);
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
        listEvents(tx, context, staffOf(tx, securityClock, request), since),
      );
      return noStore(reply).send({ events: [...valueOf(outcome)] });
    },
  );

  app.get(
    `${dayEventsPath}/choices`,
    {
      schema: {
        operationId: 'readDayEventChoices',
        summary: 'The classes, services and kinds of event that you may choose from',
        tags,
        response: { 200: choicesResponse },
      },
    },
    async (request, reply) => {
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
        readChoices(tx, context, staffOf(tx, securityClock, request)),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );

  app.post(
    `${dayEventsPath}/preview`,
    {
      schema: {
        operationId: 'previewDayEvent',
        summary: 'How many meals would fall away or come, and who would be told; records nothing',
        tags,
        body: eventBody,
        response: { 200: previewResponse },
      },
    },
    async (request, reply) => {
      const command = { event: askedEvent(request.body), arrivedAt: request.arrivedAt };
      const preview = await database.inTenant(tenantOf(request).tenantId, 'office', async (tx) => {
        const who = await staffOf(tx, securityClock, request);
        return previewInWords(tx, await previewEvent(tx, context, actorOf(who), command));
      });
      return noStore(reply).send(valueOf(preview));
    },
  );

  app.post(
    dayEventsPath,
    {
      schema: {
        operationId: 'recordDayEvent',
        summary: 'Record an event; meals change with it, and the families are told',
        tags,
        headers: keyHeaders,
        body: eventBody,
        response: { 200: recordedResponse },
      },
    },
    async (request, reply) => {
      const event = askedEvent(request.body);
      const key = idempotencyKeyOf(request.headers['idempotency-key'], dayEventsPath, request.body);
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, roleFor(event), (tx) =>
          recordEvent(tx, context, staffOf(tx, securityClock, request), {
            event,
            arrivedAt: request.arrivedAt,
            key,
          }),
        ),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );

  app.post(
    `${dayEventsPath}/:id/undo`,
    {
      schema: {
        operationId: 'undoDayEvent',
        summary: 'Take an event back, for its days whose cut-off has not passed',
        tags,
        params: eventParams,
        headers: keyHeaders,
        response: { 200: recordedResponse },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const key = idempotencyKeyOf(request.headers['idempotency-key'], 'undo', request.params);
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
          undoEvent(tx, context, staffOf(tx, securityClock, request), {
            id,
            arrivedAt: request.arrivedAt,
            key,
          }),
        ),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );

  cutOffRoutes(app, context);
}

/** What a school may do is done in the school's role; closures and openings only the office's can write. */
function roleFor(event: AskedEvent): DatabaseRole {
  return event.kind === 'outing' || event.kind === 'strike' ? 'school' : 'office';
}

function askedEvent(body: EventBody): AskedEvent {
  if (body.kind === 'closure') {
    const { kind, reason, scope, from, to } = body;
    return { kind, reason, scope, fromOn: asDay(from), toOn: asDay(to) };
  }
  return { ...body, days: body.days.map(asDay) };
}

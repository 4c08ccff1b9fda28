// Binds the family's use cases to HTTP: days, changes, receipts.
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  bookingsRefusals,
  changeBody,
  changeHeaders,
  changeResponse,
  monthParams,
  monthResponse,
  receiptList,
  receiptParams,
  receiptResponse,
  todayResponse,
} from '#bookings/api.ts';
import type { ChangeResponse } from '#bookings/api.ts';
import { changeDays } from '#bookings/change-days.ts';
import type { ChangeMeans } from '#bookings/change-days.ts';
import { readMonth, readToday } from '#bookings/family-days.ts';
import { readProof, readReceipt, readReceipts } from '#bookings/family-receipts.ts';
import type { Operation } from '#bookings/model.ts';
import { enrolmentRefusals } from '#enrolment/api.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay, asMonth } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { familyOf } from '#identity/account-of-request.ts';
import type { Database } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { languageOf, tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { receiptProofSchema } from '#receipts/api.ts';

export interface BookingsContext extends ChangeMeans {
  readonly database: Database;
  /** Sessions end by real time, whatever the demo's clock says. */
  readonly securityClock: Clock;
}

export function bookingsRoutes(app: HttpApp, context: BookingsContext): void {
  const { database, securityClock } = context;
  const tags = ['family'];

  app.get(
    '/api/v1/family/today',
    {
      schema: {
        operationId: 'readToday',
        summary: "Today of each of the family's children, and the next meal",
        tags,
        response: { 200: todayResponse },
      },
    },
    async (request, reply) =>
      noStore(reply).send(
        await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
          readToday(
            tx,
            { ...context, language: languageOf(request) },
            await familyOf(tx, securityClock, request),
          ),
        ),
      ),
  );

  app.get(
    '/api/v1/pupils/:pupilId/months/:month',
    {
      schema: {
        operationId: 'readMonth',
        summary: "A month of a pupil's days, by meal service",
        tags,
        params: monthParams,
        response: { 200: monthResponse },
      },
    },
    async (request, reply) => {
      const { pupilId, month } = request.params;
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'family', (tx) =>
        readMonth(
          tx,
          { ...context, language: languageOf(request) },
          familyOf(tx, securityClock, request),
          pupilId,
          asMonth(month),
        ),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );

  const changes: readonly [
    path: string,
    operation: Operation,
    operationId: string,
    summary: string,
  ][] = [
    [
      '/api/v1/absences',
      'absence',
      'declareAbsence',
      'Take children off the meal, for one or several days',
    ],
    ['/api/v1/absences/undo', 'absence-undone', 'undoAbsence', 'Put children back on the meal'],
  ];
  for (const [path, operation, operationId, summary] of changes) {
    app.post(
      path,
      {
        schema: {
          operationId,
          summary,
          tags,
          headers: changeHeaders,
          body: changeBody,
          response: { 200: changeResponse },
        },
      },
      async (request, reply) => noStore(reply).send(await change(context, request, operation)),
    );
  }

  app.get(
    '/api/v1/receipts',
    {
      schema: {
        operationId: 'listReceipts',
        summary: "Receipts of the children's changes, newest first",
        tags,
        response: { 200: receiptList },
      },
    },
    async (request, reply) => {
      const receipts = await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
        readReceipts(tx, await familyOf(tx, securityClock, request)),
      );
      return noStore(reply).send({ receipts: [...receipts] });
    },
  );

  app.get(
    '/api/v1/receipts/:code',
    {
      schema: {
        operationId: 'readReceipt',
        summary: 'One receipt by its code',
        tags,
        params: receiptParams,
        response: { 200: receiptResponse },
      },
    },
    async (request, reply) => {
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
        readReceipt(tx, await familyOf(tx, securityClock, request), request.params.code),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );

  app.get(
    '/api/v1/receipts/:code/proof',
    {
      schema: {
        operationId: 'readReceiptProof',
        summary: 'The signed proof of a receipt, for third parties',
        tags,
        params: receiptParams,
        response: { 200: receiptProofSchema },
      },
    },
    async (request, reply) => {
      const { code } = request.params;
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
        readProof(tx, await familyOf(tx, securityClock, request), code),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );
}

async function change(
  context: BookingsContext,
  request: FastifyRequest<{
    Body: { entries: { pupilId: string; serviceId?: string | undefined; days: string[] }[] };
  }>,
  operation: Operation,
): Promise<ChangeResponse> {
  const { database, securityClock } = context;
  const { tenantId } = tenantOf(request);
  const key = idempotencyKeyOf(String(request.headers['idempotency-key']), operation, request.body);
  const entries = request.body.entries.map((entry) => ({ ...entry, days: entry.days.map(asDay) }));
  const answer = valueOf(
    await retryingConflicts(() =>
      database.inTenant(tenantId, 'family', (tx) =>
        changeDays(tx, context, familyOf(tx, securityClock, request), {
          operation,
          entries,
          arrivedAt: request.arrivedAt,
          key,
        }),
      ),
    ),
  );
  if (answer.kind === 'changed') return { ...answer.receipt, repeated: false };
  const receipt = await database.inTenant(tenantId, 'family', async (tx) =>
    readReceipt(tx, await familyOf(tx, securityClock, request), answer.receiptCode),
  );
  return { ...valueOf(receipt), repeated: true };
}

function valueOf<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value;
  throw problemOfRefusal(
    Object.hasOwn(bookingsRefusals.statuses, outcome.refusal)
      ? bookingsRefusals
      : enrolmentRefusals,
    outcome,
  );
}

function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store');
}

// Binds every change to HTTP: what families ask, and the same asked by staff on a family's behalf.
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  bookingsRefusals,
  changeBody,
  changeHeaders,
  changeResponse,
  resumptionBody,
  suspensionBody,
} from '#bookings/api.ts';
import type { ChangeResponse } from '#bookings/api.ts';
import type { Requester } from '#bookings/asker.ts';
import { changeDays } from '#bookings/change-days.ts';
import { changeRange } from '#bookings/change-range.ts';
import type { RangeEntry } from '#bookings/change-range.ts';
import { readReceipt } from '#bookings/family-receipts.ts';
import type { DayOperation, RangeOperation } from '#bookings/model.ts';
import type { ChangeAnswer, ChangeMeans, ChangeRefusal } from '#bookings/record-change.ts';
import { readStaffReceipt } from '#bookings/staff-receipts.ts';
import { certificatesRefusals } from '#certificates/api.ts';
import { enrolmentRefusals } from '#enrolment/api.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { familyOf, staffOf } from '#identity/account-of-request.ts';
import type { Database, DatabaseRole, Tx } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { languageOf, tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { retryingConflicts } from '#platform/retry.ts';

export interface BookingsContext extends ChangeMeans {
  readonly database: Database;
  /** Sessions end by real time, whatever the demo's clock says. */
  readonly securityClock: Clock;
}

interface DayRoute {
  readonly path: string;
  readonly operation: DayOperation;
  readonly operationId: string;
  readonly summary: string;
}

const dayRoutes: readonly DayRoute[] = [
  {
    path: 'absences',
    operation: 'absence',
    operationId: 'declareAbsence',
    summary: 'Take children off the meal, for one or several days',
  },
  {
    path: 'absences/undo',
    operation: 'absence-undone',
    operationId: 'undoAbsence',
    summary: 'Put children back on the meal',
  },
  {
    path: 'plain-meals',
    operation: 'plain-meal',
    operationId: 'askPlainMeal',
    summary: 'Ask for plain meals, for health only',
  },
  {
    path: 'plain-meals/undo',
    operation: 'plain-meal-undone',
    operationId: 'undoPlainMeal',
    summary: 'Have the ordinary meal again',
  },
  {
    path: 'opt-ins',
    operation: 'opt-in',
    operationId: 'optIn',
    summary: 'Eat on a day of an extra opening',
  },
  {
    path: 'opt-ins/undo',
    operation: 'opt-in-undone',
    operationId: 'undoOptIn',
    summary: 'Do not eat on a day of an extra opening after all',
  },
];

interface RangeRoute {
  readonly path: string;
  readonly operation: RangeOperation;
  readonly operationId: string;
  readonly summary: string;
  readonly body: typeof suspensionBody | typeof resumptionBody;
}

const rangeRoutes: readonly RangeRoute[] = [
  {
    path: 'suspensions',
    operation: 'suspension',
    operationId: 'suspend',
    summary: 'Suspend the service from a day on, until a day or open',
    body: suspensionBody,
  },
  {
    path: 'resumptions',
    operation: 'resumption',
    operationId: 'resume',
    summary: 'Resume a suspended service; absences stay as they are',
    body: resumptionBody,
  },
  {
    path: 'plain-ranges/end',
    operation: 'plain-range-ended',
    operationId: 'endPlainRange',
    summary: 'End the plain meals of a certificate early',
    body: resumptionBody,
  },
];

export function changeRoutes(app: HttpApp, context: BookingsContext): void {
  const shared = { headers: changeHeaders, response: { 200: changeResponse } };
  for (const face of faces) {
    for (const { path, operation, operationId, summary } of dayRoutes) {
      app.post(
        `${face.prefix}${path}`,
        { schema: { ...face.schema(operationId, summary), ...shared, body: changeBody } },
        async (request, reply) => {
          const entries = request.body.entries.map((entry) => ({
            ...entry,
            days: entry.days.map(asDay),
          }));
          const asked = { operation, entries, ...keyAndArrival(request, operation) };
          return noStore(reply).send(
            await change(face, context, request, (tx, requester) =>
              changeDays(tx, context, requester, asked),
            ),
          );
        },
      );
    }
    for (const { path, operation, operationId, summary, body } of rangeRoutes) {
      app.post(
        `${face.prefix}${path}`,
        { schema: { ...face.schema(operationId, summary), ...shared, body } },
        async (request, reply) => {
          const entries = request.body.entries.map(toRangeEntry);
          const asked = { operation, entries, ...keyAndArrival(request, operation) };
          return noStore(reply).send(
            await change(face, context, request, (tx, requester) =>
              changeRange(tx, context, requester, asked),
            ),
          );
        },
      );
    }
  }
}

function toRangeEntry(entry: {
  readonly pupilId: string;
  readonly serviceId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | null | undefined;
}): RangeEntry {
  const { pupilId, serviceId, from, to } = entry;
  return {
    pupilId,
    serviceId,
    from: from === undefined ? undefined : asDay(from),
    to: to === undefined || to === null ? null : asDay(to),
  };
}

function keyAndArrival(request: FastifyRequest, operation: string) {
  const key = idempotencyKeyOf(String(request.headers['idempotency-key']), operation, request.body);
  return { arrivedAt: request.arrivedAt, key };
}

/** How a face asks: at which address, in which database role, as whom. */
interface Face {
  readonly prefix: string;
  readonly role: DatabaseRole;
  /** The role that may read who asked. */
  readonly receiptRole: DatabaseRole;
  schema(operationId: string, summary: string): Record<string, unknown>;
  requester(tx: Tx, clock: Clock, request: FastifyRequest): Requester;
  receipt(
    tx: Tx,
    context: BookingsContext,
    request: FastifyRequest,
    code: string,
  ): Promise<Outcome<Omit<ChangeResponse, 'repeated'>, string>>;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const faces: readonly Face[] = [
  {
    prefix: '/api/v1/',
    role: 'family',
    receiptRole: 'family',
    schema: (operationId, summary) => ({ operationId, summary, tags: ['family'] }),
    requester: (tx, clock, request) => ({
      kind: 'family',
      account: familyOf(tx, clock, request),
      channel: 'portal',
    }),
    receipt: async (tx, context, request, code) =>
      readReceipt(
        tx,
        await familyOf(tx, context.securityClock, request),
        code,
        languageOf(request),
      ),
  },
  {
    prefix: '/api/v1/staff/',
    role: 'school',
    receiptRole: 'office',
    schema: (operationId, summary) => ({
      operationId: `staff${capital(operationId)}`,
      summary: `${summary}, on the family's behalf`,
      tags: ['staff'],
    }),
    requester: (tx, clock, request) => ({
      kind: 'staff',
      account: staffOf(tx, clock, request),
    }),
    receipt: async (tx, context, request, code) =>
      readStaffReceipt(tx, staffOf(tx, context.securityClock, request), code, languageOf(request)),
  },
];

async function change(
  face: Face,
  { database, securityClock, ...context }: BookingsContext,
  request: FastifyRequest,
  ask: (tx: Tx, requester: Requester) => Promise<Outcome<ChangeAnswer, ChangeRefusal>>,
): Promise<ChangeResponse> {
  const { tenantId } = tenantOf(request);
  const answer = valueOf(
    await retryingConflicts(() =>
      database.inTenant(tenantId, face.role, (tx) =>
        ask(tx, face.requester(tx, securityClock, request)),
      ),
    ),
  );
  if (answer.kind === 'changed') return { ...answer.receipt, repeated: false };
  const receipt = await database.inTenant(tenantId, face.receiptRole, (tx) =>
    face.receipt(tx, { database, securityClock, ...context }, request, answer.receiptCode),
  );
  return { ...valueOf(receipt), repeated: true };
}

export function valueOf<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value;
  const catalogue = catalogues.find(({ statuses }) => Object.hasOwn(statuses, outcome.refusal));
  throw problemOfRefusal(catalogue ?? enrolmentRefusals, outcome);
}

/** The first that knows a refusal says it. */
const catalogues = [bookingsRefusals, certificatesRefusals, enrolmentRefusals];

export function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store');
}

// The roll call on the wire: one route, for whoever sees a class at table.
import { asDay } from '#ground/day.ts';
import type { Clock } from '#ground/clock.ts';
import { staffOf } from '#identity/account-of-request.ts';
import type { Database } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { romeIso } from '#platform/rome.ts';
import {
  rollCallBody,
  rollCallHeaders,
  rollCallRefusals,
  rollCallResponse,
  rollCallsPath,
} from '#roll-call/api.ts';
import type { RollCallMeans } from '#roll-call/take-roll-call.ts';
import { takeRollCall } from '#roll-call/take-roll-call.ts';

export interface RollCallContext extends RollCallMeans {
  readonly database: Database;
  /** The real one: sessions do not follow the demo's time. */
  readonly securityClock: Clock;
}

export function rollCallRoutes(app: HttpApp, context: RollCallContext): void {
  const { database, securityClock } = context;
  app.post(
    rollCallsPath,
    {
      schema: {
        operationId: 'takeRollCall',
        summary: "Take a class's roll call, or take it again: the last one counts",
        tags: ['schools'],
        headers: rollCallHeaders,
        body: rollCallBody,
        response: { 200: rollCallResponse },
      },
    },
    async (request, reply) => {
      const { classId, serviceId, day, pupils } = request.body;
      const key = idempotencyKeyOf(request.headers['idempotency-key'], rollCallsPath, request.body);
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'school', (tx) =>
          takeRollCall(tx, context, staffOf(tx, securityClock, request), {
            classId,
            serviceId,
            day: asDay(day),
            pupils,
            key,
          }),
        ),
      );
      if (!outcome.ok) throw problemOfRefusal(rollCallRefusals, outcome);
      const { revision, repeated, at } = outcome.value;
      reply.header('cache-control', 'no-store');
      return { classId, serviceId, day, revision, repeated, now: romeIso(at) };
    },
  );
}

// The office's list of open suspensions on the wire.
import type { Clock } from '#ground/clock.ts';
import { staffOf } from '#identity/account-of-request.ts';
import {
  openSuspensionsPath,
  openSuspensionsQuery,
  openSuspensionsRefusals,
  openSuspensionsSchema,
} from '#open-suspensions/api.ts';
import type { OpenMeans } from '#open-suspensions/facts.ts';
import { listOpen } from '#open-suspensions/list-open.ts';
import type { Database } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { romeIso } from '#platform/rome.ts';

export interface OpenSuspensionsContext extends OpenMeans {
  readonly database: Database;
  /** The real one: sessions do not follow the demo's time. */
  readonly securityClock: Clock;
}

export function openSuspensionsRoutes(app: HttpApp, context: OpenSuspensionsContext): void {
  const { database, securityClock } = context;
  app.get(
    openSuspensionsPath,
    {
      schema: {
        operationId: 'listOpenSuspensions',
        summary: 'Suspensions without an end, the longest first',
        tags: ['staff'],
        querystring: openSuspensionsQuery,
        response: { 200: openSuspensionsSchema },
      },
    },
    async (request, reply) => {
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
        listOpen(tx, context, staffOf(tx, securityClock, request), { daysMin: request.query.days }),
      );
      if (!outcome.ok) throw problemOfRefusal(openSuspensionsRefusals, outcome);
      const { now, day, suspensions } = outcome.value;
      reply.header('cache-control', 'no-store');
      return {
        now: romeIso(now),
        day,
        suspensions: suspensions.map(({ pupil, remindedAt, ...one }) => ({
          pupilId: one.pupilId,
          name: pupil.name,
          className: pupil.className,
          schoolName: pupil.schoolName,
          serviceName: pupil.serviceName,
          from: one.from,
          days: one.days,
          yearEndsOn: one.yearEndsOn,
          remindedAt: remindedAt === null ? null : romeIso(remindedAt),
          smsDue: one.smsDue,
        })),
      };
    },
  );
}

// Binds corrections and the grace period to HTTP, for the office, schools and serving sites.
import type { BookingsContext } from '#bookings/change-routes.ts';
import { noStore, valueOf } from '#bookings/change-routes.ts';
import {
  correctableParams,
  correctableResponse,
  correctionBody,
  correctionDayParams,
  correctionDayResponse,
  correctionHeaders,
  correctionResponse,
  correctionsPath,
  gracePeriod,
  gracePeriodPath,
} from '#bookings/correction-api.ts';
import { declareGracePeriod, readGracePeriod } from '#bookings/declare-grace-period.ts';
import { readCorrectable, readCorrectionDay } from '#bookings/read-corrections.ts';
import { recordCorrection } from '#bookings/record-correction.ts';
import { asDay } from '#ground/day.ts';
import { staffOf } from '#identity/account-of-request.ts';
import { staffActorOf } from '#identity/model.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { retryingConflicts } from '#platform/retry.ts';

const tags = ['staff'];

export function correctionRoutes(app: HttpApp, context: BookingsContext): void {
  const { database, securityClock } = context;
  app.post(
    correctionsPath,
    {
      schema: {
        operationId: 'recordCorrection',
        summary: 'Correct meals of a closed day; the kitchen and the families are told',
        tags,
        headers: correctionHeaders,
        body: correctionBody,
        response: { 200: correctionResponse },
      },
    },
    async (request, reply) => {
      const key = idempotencyKeyOf(
        request.headers['idempotency-key'],
        correctionsPath,
        request.body,
      );
      // In the office's role: a child that came without a booking gets its diet, which schools do not read.
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
          recordCorrection(tx, context, staffOf(tx, securityClock, request), {
            ...request.body,
            day: asDay(request.body.day),
            key,
          }),
        ),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );

  app.get(
    '/api/v1/staff/days/:day/corrections',
    {
      schema: {
        operationId: 'listCorrections',
        summary:
          'What was corrected on a day, by whom and why, at the schools that you may correct',
        tags,
        params: correctionDayParams,
        response: { 200: correctionDayResponse },
      },
    },
    async (request, reply) => {
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'school', (tx) =>
        readCorrectionDay(
          tx,
          context,
          staffOf(tx, securityClock, request),
          asDay(request.params.day),
        ),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );

  app.get(
    '/api/v1/staff/days/:day/schools/:schoolId/services/:serviceId/meals',
    {
      schema: {
        operationId: 'listCorrectableMeals',
        summary: 'The children of a school by class, booked or not, for whoever corrects',
        tags,
        params: correctableParams,
        response: { 200: correctableResponse },
      },
    },
    async (request, reply) => {
      const { schoolId, serviceId, day } = request.params;
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'school', (tx) =>
        readCorrectable(tx, staffOf(tx, securityClock, request), {
          schoolId,
          serviceId,
          day: asDay(day),
        }),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );
  graceRoutes(app, context);
}

function graceRoutes(app: HttpApp, context: BookingsContext): void {
  const { database, securityClock, clock } = context;
  app.get(
    gracePeriodPath,
    {
      schema: {
        operationId: 'readGracePeriod',
        summary: 'The start-up grace period of this school year',
        tags,
        response: { 200: gracePeriod },
      },
    },
    async (request, reply) => {
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'office', async (tx) =>
        readGracePeriod(
          tx,
          context,
          staffActorOf(await staffOf(tx, securityClock, request), 'office'),
        ),
      );
      return noStore(reply).send({ period: valueOf(outcome) });
    },
  );
  app.put(
    gracePeriodPath,
    {
      schema: {
        operationId: 'declareGracePeriod',
        summary: 'Declare, change or withdraw the start-up grace period',
        tags,
        body: gracePeriod,
        response: { 200: gracePeriod },
      },
    },
    async (request, reply) => {
      const { period } = request.body;
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'office', async (tx) =>
        declareGracePeriod(
          tx,
          clock,
          staffActorOf(await staffOf(tx, securityClock, request), 'office'),
          period === null ? null : { from: asDay(period.from), to: asDay(period.to) },
        ),
      );
      return noStore(reply).send({ period: valueOf(outcome) });
    },
  );
}

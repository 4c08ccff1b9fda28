// Binds the office's acts on cut-offs and canteen weekdays to HTTP (RULES A2, A8, B2).
import { wakeDays } from '#bookings/changed-days.ts';
import { changeCanteenWeekdays } from '#calendar/change-canteen-weekdays.ts';
import { changeCutOff } from '#calendar/change-cut-off.ts';
import { actorOf } from '#day-events/actor-of.ts';
import type { DayEventsContext } from '#day-events/answer.ts';
import { noStore, valueOf } from '#day-events/answer.ts';
import {
  cutOffBody,
  cutOffResponse,
  cutOffsPath,
  extensionBody,
  extensionResponse,
  extensionsPath,
  keyHeaders,
  weekdaysBody,
  weekdaysPath,
  weekdaysResponse,
} from '#day-events/api.ts';
import { grantExtension } from '#day-events/grant-extension.ts';
import { once } from '#identity/once.ts';
import { asDay } from '#ground/day.ts';
import { accept } from '#ground/refusal.ts';
import { weekdaysOf } from '#ground/weekdays.ts';
import { staffOf } from '#identity/account-of-request.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { instantOf, romeIso } from '#platform/rome.ts';

const tags = ['day-events'];

export function cutOffRoutes(app: HttpApp, context: DayEventsContext): void {
  const { database, securityClock, clock } = context;

  app.post(
    extensionsPath,
    {
      schema: {
        operationId: 'extendCutOff',
        summary: "Extend a day's cut-off for a school or for all; after closing it is an amnesty",
        tags,
        headers: keyHeaders,
        body: extensionBody,
        response: { 200: extensionResponse },
      },
    },
    async (request, reply) => {
      const { schoolId, day, until } = request.body;
      const untilAt = instantOf(asDay(day), until);
      const key = idempotencyKeyOf(
        request.headers['idempotency-key'],
        extensionsPath,
        request.body,
      );
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
          grantExtension(tx, context, staffOf(tx, securityClock, request), {
            schoolId,
            day: asDay(day),
            untilAt,
            key,
          }),
        ),
      );
      const { extended, repeated } = valueOf(outcome);
      return noStore(reply).send({ extended: [...extended], untilAt: romeIso(untilAt), repeated });
    },
  );

  app.post(
    weekdaysPath,
    {
      schema: {
        operationId: 'changeCanteenWeekdays',
        summary: 'Change the canteen weekdays of classes, from a day on',
        tags,
        headers: keyHeaders,
        body: weekdaysBody,
        response: { 200: weekdaysResponse },
      },
    },
    async (request, reply) => {
      const { classIds, serviceId, weekdays, from } = request.body;
      const command = { classIds, serviceId, weekdays: weekdaysOf(weekdays), from: asDay(from) };
      const key = idempotencyKeyOf(request.headers['idempotency-key'], weekdaysPath, request.body);
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
          once(tx, clock, staffOf(tx, securityClock, request), key, async (who) => {
            const { arrivedAt } = request;
            const changed = await changeCanteenWeekdays(tx, context, actorOf(who), {
              ...command,
              arrivedAt,
            });
            if (!changed.ok) return changed;
            for (const schoolId of changed.value.schoolIds)
              wakeDays(tx, { schoolId, from: changed.value.from, to: null });
            return accept(changed.value.from);
          }),
        ),
      );
      return noStore(reply).send({ from: valueOf(outcome) });
    },
  );

  app.post(
    cutOffsPath,
    {
      schema: {
        operationId: 'changeCutOff',
        summary: 'Set another cut-off, from the next day that is not yet open',
        tags,
        headers: keyHeaders,
        body: cutOffBody,
        response: { 200: cutOffResponse },
      },
    },
    async (request, reply) => {
      const { scope, setting = null, validFrom } = request.body;
      const key = idempotencyKeyOf(request.headers['idempotency-key'], cutOffsPath, request.body);
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
          once(tx, clock, staffOf(tx, securityClock, request), key, async (who) => {
            const changed = await changeCutOff(tx, context, actorOf(who), {
              scope,
              setting,
              ...(validFrom === undefined ? {} : { validFrom: asDay(validFrom) }),
            });
            return changed.ok ? accept(changed.value.validFrom) : changed;
          }),
        ),
      );
      return noStore(reply).send({ validFrom: valueOf(outcome) });
    },
  );
}

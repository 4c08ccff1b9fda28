// A one-time code by SMS on the wire, for the office: its text before, sending it, what became of it.
import { holidaysUnder } from '#calendar/holidays.ts';
import { guardianCodeParams } from '#enrolment/api.ts';
import { siteOf, valueOf } from '#enrolment/credential-answer.ts';
import { codeSmsPath, codeSmsSchema, keyHeaders } from '#enrolment/credential-api.ts';
import { readCodeSms, sendCodeSms } from '#enrolment/guardian-code-sms.ts';
import type { EnrolmentContext } from '#enrolment/routes.ts';
import { wirePreview } from '#enrolment/wire-credentials.ts';
import { staffOf } from '#identity/account-of-request.ts';
import { nothingSchema } from '#identity/api.ts';
import { once } from '#identity/once.ts';
import { wireSmsMeans } from '#notifications/wire-sms-means.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { romeIso } from '#platform/rome.ts';

const tags = ['credentials'];

export function codeSmsRoutes(app: HttpApp, context: EnrolmentContext): void {
  const { database, clock, securityClock, hasSms } = context;
  const means = { clock, hasSms, holidaysUnder };

  app.get(
    codeSmsPath,
    {
      schema: {
        operationId: 'readRecoveryCodeSms',
        summary: 'The SMS that would bring a guardian a one-time code, and what became of the last',
        tags,
        params: guardianCodeParams,
        response: { 200: codeSmsSchema },
      },
    },
    async (request, reply) => {
      const asked = { ...siteOf(context, request), ...request.params };
      const { means: now, ...preview } = valueOf(
        await database.inTenant(tenantOf(request).tenantId, 'office', async (tx) =>
          readCodeSms(tx, means, await staffOf(tx, securityClock, request), asked),
        ),
      );
      reply.header('cache-control', 'no-store');
      return { now: romeIso(clock.now()), means: wireSmsMeans(now), ...wirePreview(preview) };
    },
  );

  app.post(
    codeSmsPath,
    {
      schema: {
        operationId: 'sendRecoveryCodeSms',
        summary: 'Send a guardian a one-time code for a new password by SMS',
        description: 'It is made when its SMS is; one that was given before ends with it.',
        tags,
        params: guardianCodeParams,
        headers: keyHeaders,
        response: { 202: nothingSchema },
      },
    },
    async (request, reply) => {
      const asked = { ...siteOf(context, request), ...request.params };
      const key = idempotencyKeyOf(request.headers['idempotency-key'], codeSmsPath, request.params);
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
          once(tx, clock, staffOf(tx, securityClock, request), key, async (account) => {
            const sent = await sendCodeSms(tx, means, account, asked);
            return sent.ok ? { ok: true, value: 'asked' } : sent;
          }),
        ),
      );
      valueOf(outcome);
      return reply.status(202).send(null);
    },
  );
}

// The office's view of its SMS on the wire: the month's cost, and who was not reached.
import { holidaysUnder } from '#calendar/holidays.ts';
import { correspondenceRefusals, smsDeskPath, smsDeskResponse } from '#correspondence/api.ts';
import { readUnsentSms } from '#correspondence/read-unsent-sms.ts';
import type { CorrespondenceContext } from '#correspondence/routes.ts';
import { staffOf } from '#identity/account-of-request.ts';
import { wireSmsMeans } from '#notifications/wire-sms-means.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { romeIso } from '#platform/rome.ts';

export function smsDeskRoutes(app: HttpApp, context: CorrespondenceContext): void {
  const { database, clock, securityClock, hasSms = false } = context;
  const means = { clock, hasSms, holidaysUnder };
  app.get(
    smsDeskPath,
    {
      schema: {
        operationId: 'readSmsDesk',
        summary: "What the month's SMS have cost, and whom they did not reach",
        description: 'For the office only; that it was read is written down.',
        tags: ['credentials'],
        response: { 200: smsDeskResponse },
      },
    },
    async (request, reply) => {
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'office', async (tx) =>
        readUnsentSms(tx, means, await staffOf(tx, securityClock, request)),
      );
      if (!outcome.ok) throw problemOfRefusal(correspondenceRefusals, outcome);
      const { means: now, waiting, unsent } = outcome.value;
      reply.header('cache-control', 'no-store');
      return {
        now: romeIso(clock.now()),
        means: wireSmsMeans(now),
        waiting,
        unsent: unsent.map(({ lastAt, ...one }) => ({ ...one, lastAt: romeIso(lastAt) })),
      };
    },
  );
}

// The choice of messages on the wire.
import {
  correspondenceRefusals,
  messageChoicesBody,
  messageChoicesPath,
  messageChoicesResponse,
} from '#correspondence/api.ts';
import { chooseMessages, readMessageChoices } from '#correspondence/choose-messages.ts';
import { smsDeskRoutes } from '#correspondence/sms-desk-routes.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { familyOf } from '#identity/account-of-request.ts';
import type { Database } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { retryingConflicts } from '#platform/retry.ts';

export interface CorrespondenceContext {
  readonly database: Database;
  readonly clock: Clock;
  /** The real one: sessions do not follow the demo's time. */
  readonly securityClock: Clock;
  /** Whether the installation can send SMS. */
  readonly hasSms?: boolean;
}

export function correspondenceRoutes(app: HttpApp, context: CorrespondenceContext): void {
  const { database, securityClock } = context;
  const tags = ['family'];
  smsDeskRoutes(app, context);
  app.get(
    messageChoicesPath,
    {
      schema: {
        operationId: 'readMessageChoices',
        summary: 'Which messages you chose to get',
        tags,
        response: { 200: messageChoicesResponse },
      },
    },
    async (request, reply) => {
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
        readMessageChoices(tx, context, await familyOf(tx, securityClock, request)),
      );
      reply.header('cache-control', 'no-store');
      return valueOf(outcome);
    },
  );
  app.post(
    messageChoicesPath,
    {
      schema: {
        operationId: 'chooseMessages',
        summary: 'Choose which messages you get',
        tags,
        body: messageChoicesBody,
        response: { 200: messageChoicesResponse },
      },
    },
    async (request, reply) => {
      // Two at once: the second finds the first's choice.
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
          chooseMessages(tx, context, await familyOf(tx, securityClock, request), request.body),
        ),
      );
      reply.header('cache-control', 'no-store');
      return valueOf(outcome);
    },
  );
}

function valueOf<T>(outcome: Outcome<T, string>): T {
  if (!outcome.ok) throw problemOfRefusal(correspondenceRefusals, outcome);
  return outcome.value;
}

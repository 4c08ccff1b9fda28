// First credentials on the wire, for the office: the list, sending, what became of each, letters.
import { holidaysUnder } from '#calendar/holidays.ts';
import { siteOf, valueOf } from '#enrolment/credential-answer.ts';
import {
  credentialListSchema,
  credentialsPath,
  keyHeaders,
  lettersBody,
  lettersPath,
  lettersSchema,
  placeQuery,
  sendBody,
  sendingsPath,
  sendingsSchema,
  sentSchema,
} from '#enrolment/credential-api.ts';
import type { Place } from '#enrolment/credential-store.ts';
import {
  listCredentials,
  listSendings,
  sendCredentials,
  writeLetters,
} from '#enrolment/guardian-credentials.ts';
import type { EnrolmentContext } from '#enrolment/routes.ts';
import { officeReach } from '#enrolment/staff-rules.ts';
import { wireGuardian, wireSending } from '#enrolment/wire-credentials.ts';
import { staffOf } from '#identity/account-of-request.ts';
import { once } from '#identity/once.ts';
import { preparePasswords } from '#identity/write-password-letters.ts';
import { wireSmsMeans } from '#notifications/wire-sms-means.ts';
import { tenantOf } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { romeIso } from '#platform/rome.ts';

const tags = ['credentials'];

export function credentialRoutes(app: HttpApp, context: EnrolmentContext): void {
  const { database, clock, securityClock, hasSms } = context;
  const means = { clock, hasSms, holidaysUnder };

  app.get(
    credentialsPath,
    {
      schema: {
        operationId: 'listCredentials',
        summary: 'Guardians who have never signed in, with the SMS that each would get',
        description: 'For the office only; that it was read is written down.',
        tags,
        querystring: placeQuery,
        response: { 200: credentialListSchema },
      },
    },
    async (request, reply) => {
      const asked = { ...siteOf(context, request), ...placeOf(request.query) };
      const list = valueOf(
        await database.inTenant(tenantOf(request).tenantId, 'office', async (tx) =>
          listCredentials(tx, means, await staffOf(tx, securityClock, request), asked),
        ),
      );
      reply.header('cache-control', 'no-store');
      return {
        now: romeIso(clock.now()),
        schools: list.schools.map((one) => ({ ...one, classes: [...one.classes] })),
        means: wireSmsMeans(list.means),
        guardians: list.guardians.map(wireGuardian),
      };
    },
  );

  app.get(
    sendingsPath,
    {
      schema: {
        operationId: 'listCredentialSendings',
        summary: 'What became of the last SMS to each of them, without names',
        tags,
        querystring: placeQuery,
        response: { 200: sendingsSchema },
      },
    },
    async (request, reply) => {
      const asked = { ...siteOf(context, request), ...placeOf(request.query) };
      const listed = valueOf(
        await database.inTenant(tenantOf(request).tenantId, 'office', async (tx) =>
          listSendings(tx, means, await staffOf(tx, securityClock, request), asked),
        ),
      );
      reply.header('cache-control', 'no-store');
      return {
        sendings: listed.flatMap(({ guardianId, fault, sending }) =>
          sending === null ? [] : [{ guardianId, fault, sending: wireSending(sending) }],
        ),
      };
    },
  );

  app.post(
    credentialsPath,
    {
      schema: {
        operationId: 'sendCredentials',
        summary: 'Send first passwords by SMS to guardians who have never signed in',
        description:
          'Each is made when its SMS is, in the allowed hours. Who has had one in the last week is left out.',
        tags,
        headers: keyHeaders,
        body: sendBody,
        response: { 200: sentSchema },
      },
    },
    async (request, reply) => {
      const { guardianIds } = request.body;
      const key = idempotencyKeyOf(
        request.headers['idempotency-key'],
        credentialsPath,
        guardianIds,
      );
      const asked = { ...siteOf(context, request), guardianIds };
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
          once(tx, clock, staffOf(tx, securityClock, request), key, async (account) => {
            const sent = await sendCredentials(tx, means, account, asked);
            return sent.ok ? { ok: true, value: JSON.stringify(sent.value) } : sent;
          }),
        ),
      );
      reply.header('cache-control', 'no-store');
      return sentSchema.parse(JSON.parse(valueOf(outcome)));
    },
  );

  app.post(
    lettersPath,
    {
      schema: {
        operationId: 'writeCredentialLetters',
        summary: 'First passwords on paper, for guardians whom no SMS reaches',
        description: 'Each is shown this once; one that was given before ends with it.',
        tags,
        body: lettersBody,
        response: { 200: lettersSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const { guardianIds } = request.body;
      // Before any hashing: who may not write letters costs us nothing.
      valueOf(
        await database.inTenant(tenantId, 'office', async (tx) =>
          officeReach((await staffOf(tx, securityClock, request)).grants),
        ),
      );
      const prepared = await preparePasswords(guardianIds.length);
      const clocks = { clock: securityClock, sceneClock: clock };
      const outcome = await database.inTenant(tenantId, 'system', async (tx) => {
        const account = await staffOf(tx, securityClock, request);
        return writeLetters(tx, clocks, account, { guardianIds, prepared });
      });
      reply.header('cache-control', 'no-store');
      return {
        letters: valueOf(outcome).map(({ displayName, login, password }) => ({
          guardianName: displayName,
          login,
          password,
        })),
      };
    },
  );
}

function placeOf(query: {
  readonly schoolId?: string | undefined;
  readonly classId?: string | undefined;
}): Place {
  return { schoolId: query.schoolId ?? null, classId: query.classId ?? null };
}

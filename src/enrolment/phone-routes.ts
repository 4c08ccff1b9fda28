// The family's telephone on the wire: lines, codes and PINs, for guardians and for the office.
import { enrolmentRefusals } from '#enrolment/api.ts';
import { choosePhonePin } from '#enrolment/choose-phone-pin.ts';
import { givePhonePin } from '#enrolment/give-phone-pin.ts';
import {
  familyPhonePath,
  familyPhoneSchema,
  givenPinSchema,
  ownPinBody,
  ownPinPath,
  pinParams,
  pupilPinPath,
} from '#enrolment/phone-api.ts';
import type { FamilyPhoneView } from '#enrolment/phone-api.ts';
import type { PinMeans } from '#enrolment/phone-pin.ts';
import { readFamilyPhone } from '#enrolment/read-family-phone.ts';
import type { Clock } from '#ground/clock.ts';
import type { Language } from '#ground/sentence.ts';
import { nothingSchema } from '#identity/api.ts';
import { familyOf } from '#identity/account-of-request.ts';
import { inStaffTransaction } from '#identity/staff-transaction.ts';
import type { Database } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { languageOf, tenantOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { romeIso } from '#platform/rome.ts';
import type { LineDirectory } from '#tenancy/phone-lines.ts';

export interface PhoneContext extends PinMeans {
  readonly database: Database;
  /** The real one: sessions do not follow the demo's time. */
  readonly securityClock: Clock;
  readonly lines: Pick<LineDirectory, 'linesOf'>;
}

export function phoneRoutes(app: HttpApp, context: PhoneContext): void {
  const { database, securityClock } = context;
  app.get(
    familyPhonePath,
    {
      schema: {
        operationId: 'readFamilyPhone',
        summary: 'The numbers of the line, and each child’s phone code',
        description: 'Nothing of a child for whom the guardian is restricted.',
        tags: ['family'],
        response: { 200: familyPhoneSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const { children, pinAskedFrom } = await database.inTenant(tenantId, 'family', async (tx) =>
        readFamilyPhone(tx, context, await familyOf(tx, securityClock, request)),
      );
      reply.header('cache-control', 'no-store');
      return {
        lines: await linesOf(context, tenantId, languageOf(request)),
        pinAskedFrom,
        children: children.map(({ pinGivenAt, ...child }) => ({
          ...child,
          pinGivenAt: pinGivenAt === null ? null : romeIso(pinGivenAt),
        })),
      };
    },
  );
  app.post(
    ownPinPath,
    {
      schema: {
        operationId: 'choosePhonePin',
        summary: 'Choose a child’s PIN for the telephone',
        description: 'The one before ends at once.',
        tags: ['family'],
        params: pinParams,
        body: ownPinBody,
        response: { 204: nothingSchema },
      },
    },
    async (request, reply) => {
      // Two at once: the second tries again, and its PIN is the one that counts.
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
          choosePhonePin(tx, context, await familyOf(tx, securityClock, request), {
            ...request.params,
            ...request.body,
          }),
        ),
      );
      if (!outcome.ok) throw problemOfRefusal(enrolmentRefusals, outcome);
      return reply.status(204).send(null);
    },
  );
  app.post(
    pupilPinPath,
    {
      schema: {
        operationId: 'givePhonePin',
        summary: 'Give a pupil a new PIN for the telephone',
        description: 'For the office only. It is shown this once; the one before ends at once.',
        tags: ['pupils'],
        params: pinParams,
        response: { 200: givenPinSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const staff = { database, clock: securityClock };
      const outcome = await retryingConflicts(() =>
        inStaffTransaction(staff, tenantId, request, (tx, account) =>
          givePhonePin(tx, context, account, request.params.pupilId),
        ),
      );
      if (!outcome.ok) throw problemOfRefusal(enrolmentRefusals, outcome);
      reply.header('cache-control', 'no-store');
      return { ...outcome.value, lines: await linesOf(context, tenantId, languageOf(request)) };
    },
  );
}

async function linesOf(
  { lines }: PhoneContext,
  tenantId: number,
  language: Language,
): Promise<FamilyPhoneView['lines']> {
  return (await lines.linesOf(tenantId)).map(({ number, kind, cost }) => ({
    number,
    kind,
    cost: cost?.[language] ?? null,
  }));
}

// Pupils on the wire, for staff: found by any scrap, and read as a card.
import {
  enrolmentRefusals,
  guardianCodeParams,
  guardianCodePath,
  guardianCodeSchema,
  staffPupilParams,
  staffPupilPath,
  staffPupilSchema,
  staffPupilsPath,
  staffPupilsQuery,
  staffPupilsSchema,
} from '#enrolment/api.ts';
import { codeSmsRoutes } from '#enrolment/code-sms-routes.ts';
import { credentialRoutes } from '#enrolment/credential-routes.ts';
import { findPupils } from '#enrolment/find-pupils.ts';
import { giveGuardianCode } from '#enrolment/give-guardian-code.ts';
import { readPupil } from '#enrolment/read-pupil.ts';
import { phoneRoutes } from '#enrolment/phone-routes.ts';
import type { PhoneContext } from '#enrolment/phone-routes.ts';
import { listWeekdays } from '#ground/weekdays.ts';
import { newRecoveryCode } from '#identity/give-recovery-code.ts';
import { inStaffTransaction } from '#identity/staff-transaction.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { romeIso } from '#platform/rome.ts';

export interface EnrolmentContext extends PhoneContext {
  /** Whether the installation has a transport for SMS. */
  readonly hasSms: boolean;
  readonly https: boolean;
}

export function enrolmentRoutes(app: HttpApp, context: EnrolmentContext): void {
  const means = { database: context.database, clock: context.securityClock };
  const tags = ['pupils'];
  credentialRoutes(app, context);
  codeSmsRoutes(app, context);
  app.get(
    staffPupilsPath,
    {
      schema: {
        operationId: 'findPupils',
        summary: 'Pupils by any scrap of a name or code',
        description:
          'The office finds all; a school secretary the pupils of her school, without codes of the family.',
        tags,
        querystring: staffPupilsQuery,
        response: { 200: staffPupilsSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const outcome = await inStaffTransaction(means, tenantId, request, (tx, account) =>
        findPupils(tx, context, account, request.query.q),
      );
      if (!outcome.ok) throw problemOfRefusal(enrolmentRefusals, outcome);
      reply.header('cache-control', 'no-store');
      return { ...outcome.value, pupils: [...outcome.value.pupils] };
    },
  );
  app.get(
    staffPupilPath,
    {
      schema: {
        operationId: 'readPupil',
        summary: 'A pupil: names, classes, services; for the office guardians and contacts too',
        tags,
        params: staffPupilParams,
        response: { 200: staffPupilSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const outcome = await inStaffTransaction(means, tenantId, request, (tx, account) =>
        readPupil(tx, context, account, request.params.pupilId),
      );
      if (!outcome.ok) throw problemOfRefusal(enrolmentRefusals, outcome);
      const { classes, services, guardians, phonePin, ...card } = outcome.value;
      reply.header('cache-control', 'no-store');
      return {
        now: romeIso(context.clock.now()),
        ...card,
        classes: [...classes],
        services: services.map((one) => ({ ...one, weekdays: listWeekdays(one.weekdays) })),
        phonePin: phonePin && {
          givenAt: phonePin.givenAt === null ? null : romeIso(phonePin.givenAt),
        },
        guardians: guardians === null ? null : [...guardians],
      };
    },
  );
  app.post(
    guardianCodePath,
    {
      schema: {
        operationId: 'giveRecoveryCode',
        summary: 'Give a guardian a one-time code for a new password',
        description:
          'For the office only. The code is shown this once; one that was given before ends with it.',
        tags,
        params: guardianCodeParams,
        response: { 200: guardianCodeSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const { code, codeHash } = await newRecoveryCode();
      const clocks = { clock: context.securityClock, sceneClock: context.clock };
      // Two clerks at once: the second tries again, and hers is the code that counts.
      const outcome = await retryingConflicts(() =>
        inStaffTransaction(means, tenantId, request, (tx, account) =>
          giveGuardianCode(tx, clocks, account, { ...request.params, codeHash }),
        ),
      );
      if (!outcome.ok) throw problemOfRefusal(enrolmentRefusals, outcome);
      const { login, displayName, validHours } = outcome.value;
      reply.header('cache-control', 'no-store');
      return { code, login, guardianName: displayName, validHours };
    },
  );
  phoneRoutes(app, context);
}

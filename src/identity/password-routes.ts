// Passwords on the wire: choosing a new one, with the current one or with a link from the mail.
import { accountOf } from '#identity/account-of-request.ts';
import {
  askRecoverySchema,
  changePasswordSchema,
  completeRecoveryPath,
  completeRecoverySchema,
  nothingSchema,
  passwordPath,
  recoveryCodePath,
  recoveryPath,
  requireAccepted,
  useRecoveryCodeSchema,
} from '#identity/api.ts';
import { askRecovery } from '#identity/ask-recovery.ts';
import { changePassword } from '#identity/change-password.ts';
import type { PasswordMeans } from '#identity/change-password.ts';
import { completeRecovery } from '#identity/complete-recovery.ts';
import { sessionHashOf } from '#identity/session-cookie.ts';
import { useRecoveryCode } from '#identity/use-recovery-code.ts';
import { tenantOf } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';

const tags = ['identity'];

export function passwordRoutes(
  app: HttpApp,
  context: PasswordMeans & { readonly https: boolean },
): void {
  const { database, clock, https } = context;

  app.post(
    passwordPath,
    {
      schema: {
        operationId: 'changePassword',
        summary: 'Choose a new password',
        description: 'Every other session of the account ends.',
        tags,
        body: changePasswordSchema,
        response: { 204: nothingSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const account = await database.inTenant(tenantId, 'system', (tx) =>
        accountOf(tx, clock, request, { evenWithInitialPassword: true }),
      );
      const tokenHash = sessionHashOf(request) ?? '';
      requireAccepted(
        await changePassword(context, { tenantId, account, tokenHash, ...request.body }),
      );
      return reply.status(204).send(null);
    },
  );

  app.post(
    recoveryPath,
    {
      schema: {
        operationId: 'askRecovery',
        security: [],
        summary: 'Ask for a link to choose a new password',
        description: 'The answer is always the same; the link goes to the mailbox on file.',
        tags,
        body: askRecoverySchema,
        response: { 202: nothingSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const siteAddress = `${https ? 'https' : 'http'}://${request.host.toLowerCase()}`;
      await database.inTenant(tenantId, 'system', (tx) =>
        askRecovery(tx, context, { login: request.body.login, origin: request.ip, siteAddress }),
      );
      return reply.status(202).send(null);
    },
  );

  app.post(
    recoveryCodePath,
    {
      schema: {
        operationId: 'useRecoveryCode',
        security: [],
        summary: 'Choose a new password with the one-time code from the office',
        description: 'Every session of the account ends.',
        tags,
        body: useRecoveryCodeSchema,
        response: { 204: nothingSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const answer = await useRecoveryCode(context, {
        tenantId,
        ...request.body,
        origin: request.ip,
      });
      const waitSeconds = answer.ok ? undefined : answer.details?.['waitSeconds'];
      if (waitSeconds !== undefined) reply.header('retry-after', waitSeconds);
      requireAccepted(answer);
      return reply.status(204).send(null);
    },
  );

  app.post(
    completeRecoveryPath,
    {
      schema: {
        operationId: 'completeRecovery',
        security: [],
        summary: 'Choose a new password with the link from the mail',
        tags,
        body: completeRecoverySchema,
        response: { 204: nothingSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      requireAccepted(await completeRecovery(context, { tenantId, ...request.body }));
      return reply.status(204).send(null);
    },
  );
}

// Sessions on the wire: who is signed in, signing in and out.
import type { Clock } from '#ground/clock.ts';
import { accountOf } from '#identity/account-of-request.ts';
import {
  requireAccepted,
  sessionPath,
  sessionSchema,
  nothingSchema,
  signInSchema,
} from '#identity/api.ts';
import type { SessionView } from '#identity/api.ts';
import type { Account } from '#identity/model.ts';
import { languageOfAccount } from '#identity/model.ts';
import { sessionCookieName, sessionHashOf } from '#identity/session-cookie.ts';
import { signIn } from '#identity/sign-in.ts';
import type { SignInMeans } from '#identity/sign-in.ts';
import { signOut } from '#identity/sign-out.ts';
import { tenantOf } from '#platform/http-server.ts';
import type { HttpApp, ServedTenant } from '#platform/http-server.ts';
import { romeIso } from '#platform/rome.ts';

const tags = ['identity'];

export function sessionRoutes(
  app: HttpApp,
  context: SignInMeans & { readonly sceneClock: Clock },
): void {
  const { database, clock, https } = context;
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: https } as const;

  app.get(
    sessionPath,
    {
      schema: {
        operationId: 'getSession',
        summary: 'Who is signed in',
        tags,
        response: { 200: sessionSchema },
      },
    },
    async (request, reply) => {
      const tenant = tenantOf(request);
      const account = await database.inTenant(tenant.tenantId, 'system', (tx) =>
        accountOf(tx, clock, request, { evenWithInitialPassword: true }),
      );
      reply.header('cache-control', 'no-store');
      return viewOf(account, tenant, context.sceneClock);
    },
  );

  app.post(
    sessionPath,
    {
      schema: {
        operationId: 'signIn',
        security: [],
        summary: 'Sign in with login and password',
        tags,
        body: signInSchema,
        response: { 200: sessionSchema },
      },
    },
    async (request, reply) => {
      const tenant = tenantOf(request);
      const answer = await signIn(context, {
        tenantId: tenant.tenantId,
        ...request.body,
        origin: request.ip,
        priorTokenHash: sessionHashOf(request),
      });
      const waitSeconds = answer.ok ? undefined : answer.details?.['waitSeconds'];
      if (waitSeconds !== undefined) reply.header('retry-after', waitSeconds);
      const { account, session } = requireAccepted(answer);
      reply.setCookie(sessionCookieName(https), session.token, {
        ...cookie,
        maxAge: session.secondsMax,
      });
      reply.header('cache-control', 'no-store');
      return viewOf(account, tenant, context.sceneClock);
    },
  );

  app.delete(
    sessionPath,
    {
      schema: {
        operationId: 'signOut',
        summary: 'Sign out',
        tags,
        response: { 204: nothingSchema },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const tokenHash = sessionHashOf(request);
      if (tokenHash !== undefined) {
        await database.inTenant(tenantId, 'system', async (tx) => signOut(tx, clock, tokenHash));
      }
      reply.clearCookie(sessionCookieName(https), cookie);
      return reply.status(204).send(null);
    },
  );
}

function viewOf(account: Account, tenant: ServedTenant, sceneClock: Clock): SessionView {
  const { login, displayName, mustChangePassword } = account;
  return {
    account: {
      face: account.kind,
      login,
      displayName,
      mustChangePassword,
      language: languageOfAccount(account),
      roles: account.kind === 'staff' ? [...account.grants] : [],
    },
    tenant: { name: tenant.name, province: tenant.province, regionName: tenant.regionName },
    now: romeIso(sceneClock.now()),
  };
}

// Identity on the wire: who is served at this address, and then sessions and passwords.
import { tenantPath, tenantSchema } from '#identity/api.ts';
import { passwordRoutes } from '#identity/password-routes.ts';
import { sessionRoutes } from '#identity/session-routes.ts';
import type { PasswordMeans } from '#identity/change-password.ts';
import { tenantOf } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';

/** `clock` is the real one: sessions, waits and links do not follow the demo's time; mail and outbox follow `sceneClock`. */
export interface IdentityContext extends PasswordMeans {
  readonly https: boolean;
  readonly demo: boolean;
}

export function identityRoutes(app: HttpApp, context: IdentityContext): void {
  app.get(
    tenantPath,
    {
      schema: {
        operationId: 'getTenant',
        security: [],
        summary: 'The authority that is served at this address',
        tags: ['identity'],
        response: { 200: tenantSchema },
      },
    },
    (request) => {
      const { name, province, regionName } = tenantOf(request);
      return { name, province, regionName, demo: context.demo };
    },
  );
  sessionRoutes(app, context);
  passwordRoutes(app, context);
}

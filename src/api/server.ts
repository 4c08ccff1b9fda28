// The face of the API and of the pages: every room's routes on one server, the page of the API, health, security.txt.
import fastifyStatic from '@fastify/static';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorsPage } from '#api/errors-page.ts';
import type { BookingsContext } from '#bookings/change-routes.ts';
import { bookingsRoutes } from '#bookings/routes.ts';
import { correspondenceRoutes } from '#correspondence/routes.ts';
import { dayEventsRoutes } from '#day-events/routes.ts';
import { certificatesRoutes } from '#certificates/routes.ts';
import type { CertificatesContext } from '#certificates/wire.ts';
import { enrolmentRoutes } from '#enrolment/routes.ts';
import type { EnrolmentContext } from '#enrolment/routes.ts';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import { isoInstant, plusSeconds } from '#ground/instant.ts';
import { identityRoutes } from '#identity/routes.ts';
import { kitchenRoutes } from '#kitchen/routes.ts';
import { menusRoutes } from '#menus/routes.ts';
import { morningRoutes } from '#morning/routes.ts';
import { openSuspensionsRoutes } from '#open-suspensions/routes.ts';
import { requireAnswer } from '#platform/health.ts';
import type { HttpApp, ServedTenant } from '#platform/http-server.ts';
import { httpServer } from '#platform/http-server.ts';
import type { Log } from '#platform/log.ts';
import { receiptRoutes } from '#receipts/routes.ts';
import { rollCallRoutes } from '#roll-call/routes.ts';
import { twimlRoutes } from '#voice/twiml-routes.ts';
import type { WebhookContext } from '#voice/twiml-routes.ts';

export interface ApiContext
  extends BookingsContext, CertificatesContext, Omit<WebhookContext, 'lines'> {
  readonly lines: WebhookContext['lines'] & EnrolmentContext['lines'];
  readonly clock: Clock;
  readonly log: Log;
  readonly tenantAt: (host: string) => Promise<ServedTenant | undefined>;
  readonly trustedProxies: readonly string[];
  readonly https: boolean;
  readonly hasSms: boolean;
  readonly isDemo: boolean;
  readonly version: string;
}

/** Where `npm run build` leaves the pages. */
export const pagesFolder = fileURLToPath(new URL('../../dist/', import.meta.url));

export function hasPages(): boolean {
  return (
    existsSync(join(pagesFolder, 'portal/index.html')) &&
    existsSync(join(pagesFolder, 'office/index.html'))
  );
}

export async function apiServer(context: ApiContext): Promise<HttpApp> {
  const app = await httpServer(context);
  await app.register(fastifySwaggerUi, { routePrefix: '/api/docs', staticCSP: false });
  identityRoutes(app, {
    ...context,
    clock: context.securityClock,
    sceneClock: context.clock,
    demo: context.isDemo,
  });
  menusRoutes(app, context);
  correspondenceRoutes(app, context);
  certificatesRoutes(app, context);
  rollCallRoutes(app, context);
  enrolmentRoutes(app, context);
  bookingsRoutes(app, context);
  receiptRoutes(app, context);
  dayEventsRoutes(app, context);
  kitchenRoutes(app, context);
  morningRoutes(app, context);
  openSuspensionsRoutes(app, context);
  twimlRoutes(app, context);
  machineRoutes(app, context);
  return app;
}

/** The pages: hashed files for a year, the pages themselves asked for again each time. Deep links get the page. */
export async function servePages(app: HttpApp): Promise<void> {
  await app.register(fastifyStatic, {
    root: pagesFolder,
    serve: false,
    // The build leaves each text file compressed beside itself.
    preCompressed: true,
    setHeaders: (response, path) => {
      const isHashed = path.includes('/assets/');
      void response.header(
        'cache-control',
        isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  const page =
    (face: 'portal' | 'office') => async (_request: FastifyRequest, reply: FastifyReply) =>
      reply.sendFile('index.html', join(pagesFolder, face));
  const files = async (
    request: FastifyRequest<{ Params: { '*': string } }>,
    reply: FastifyReply,
  ) => {
    const path = request.params['*'];
    const face = path.startsWith('ufficio/') || path === 'ufficio' ? 'office' : 'portal';
    const inFace = face === 'office' ? path.replace(/^ufficio\/?/, '') : path;
    const isFile = /\.[a-z0-9]+$/i.test(inFace);
    return isFile ? reply.sendFile(inFace, join(pagesFolder, face)) : page(face)(request, reply);
  };
  app.get('/', { schema: { hide: true } }, page('portal'));
  app.get<{ Params: { '*': string } }>('/*', { schema: { hide: true } }, files);
}

function machineRoutes(app: HttpApp, { database, securityClock }: ApiContext): void {
  app.get('/healthz', { schema: { hide: true } }, async () => {
    await requireAnswer(database);
    return { status: 'ok' };
  });
  app.get('/api/errors', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(errorsPage()),
  );
  app.get('/.well-known/security.txt', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(securityText(securityClock.now())),
  );
}

/** RFC 9116; it expires in less than a year from now, as the RFC asks, without anybody having to renew it. */
function securityText(now: Instant): string {
  return [
    'Contact: https://github.com/refettorio/refettorio/security/advisories/new',
    `Expires: ${isoInstant(plusSeconds(now, 300 * 86_400))}`,
    'Preferred-Languages: it, en',
    'Policy: https://github.com/refettorio/refettorio/blob/main/SECURITY.md',
    '',
  ].join('\n');
}

// The HTTP server without business: arrival stamps, tenants by address, problem+json, security headers, the log line of each request.
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifySwagger from '@fastify/swagger';
import fastify from 'fastify';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawServerDefault,
} from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant } from '#ground/instant.ts';
import { DatabaseAway } from '#platform/database-away.ts';
import type { Log } from '#platform/log.ts';
import { faultName } from '#platform/log.ts';
import { openapiOptions } from '#platform/openapi.ts';
import { Problem, problemBody, problemOf } from '#platform/problem.ts';
import { findUnstorable } from '#platform/storable-text.ts';

/** The server with our schemas' types. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What is known of the authority whose address was called. */
export interface ServedTenant {
  readonly tenantId: number;
  readonly slug: string;
  readonly name: string;
  readonly province: string;
  readonly regionName: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** When the headers were in, by our clock: what counts for a cut-off (RULES B2). */
    arrivedAt: Instant;
    /** The authority of the address; null on addresses without one (health, demo pages). */
    servedTenant: ServedTenant | null;
  }
  interface FastifyContextConfig {
    /** By when the body must be in; absent: the deadline of every request. */
    bodySeconds?: number;
  }
}

export interface HttpServerOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly tenantAt: (host: string) => Promise<ServedTenant | undefined>;
  /** Addresses of proxies whose forwarded headers are believed; empty: none. */
  readonly trustedProxies: readonly string[];
  readonly https: boolean;
  readonly version: string;
}

/** A request that is not answered by then records nothing and says so (FOUNDATIONS 6). */
export const requestDeadlineSeconds = 10;

/** What cannot be answered now says when to come again. */
const retryAfterSeconds = 5;

/** For routes that take a file: some megabytes over a poor connection. */
export const longBodySeconds = 120;

export async function httpServer(options: HttpServerOptions): Promise<HttpApp> {
  const app: HttpApp = fastify({
    logger: false,
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    bodyLimit: 256 * 1024,
    requestTimeout: longBodySeconds * 1000,
    connectionTimeout: 60_000,
    routerOptions: { maxParamLength: 120 },
    // Addresses that cannot be decoded, and parts of them that are too long, meet no hook and no header of ours.
    frameworkErrors: (fault, request, reply) => {
      void reply.header('content-security-policy', "default-src 'none'");
      answerFault(options.log, fault, request, reply);
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(fastifyCookie);
  await app.register(fastifyHelmet, securityHeaders(options.https));
  await app.register(fastifySwagger, openapiOptions(options.version));
  app.decorateRequest('arrivedAt', asInstant(0));
  app.decorateRequest('servedTenant', null);
  app.addHook('onRequest', async (request) => {
    request.arrivedAt = options.clock.now();
    request.servedTenant = (await options.tenantAt(request.host.toLowerCase())) ?? null;
    refuseForeignWrite(request);
    hangUpOnSlowBody(request);
  });
  app.addHook('preValidation', async ({ params, query, body }) => {
    const where = findUnstorable(params) ?? findUnstorable(query) ?? findUnstorable(body);
    if (where !== undefined) throw problemOf('request', 'invalid', 422, { where });
  });
  app.addHook('onResponse', async (request, reply) => {
    options.log.info('request', {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      requestId: request.id,
      ...(request.servedTenant === null ? {} : { tenantId: request.servedTenant.tenantId }),
    });
  });
  app.setErrorHandler((fault, request, reply) => answerFault(options.log, fault, request, reply));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, problemOf('request', 'not-found', 404)),
  );
  return app;
}

/** The authority that a request is for; requests to an address of nobody are not found. */
export function tenantOf(request: FastifyRequest): ServedTenant {
  if (request.servedTenant === null) throw problemOf('request', 'not-found', 404);
  return request.servedTenant;
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): FastifyReply {
  if (problem.status === 503 && !reply.hasHeader('retry-after'))
    reply.header('retry-after', retryAfterSeconds);
  return reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer(JSON.stringify)
    .send(problemBody(problem, languageOf(request)));
}

/** The language that the browser prefers among ours. */
export function languageOf(request: FastifyRequest): 'it' | 'en' {
  const preferred = request.headers['accept-language'] ?? '';
  const italian = preferred.search(/\bit\b/i);
  const english = preferred.search(/\ben\b/i);
  return english !== -1 && (italian === -1 || english < italian) ? 'en' : 'it';
}

/** A write that another site started is refused: cookies alone do not prove the user's will (FOUNDATIONS 24). */
function refuseForeignWrite(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw problemOf('request', 'foreign-origin', 403);
  }
  const origin = request.headers.origin;
  if (origin !== undefined && hostOfOrigin(origin) !== request.host.toLowerCase()) {
    throw problemOf('request', 'foreign-origin', 403);
  }
}

/** Whoever sends a body drop by drop keeps a connection: past the deadline it is cut. */
function hangUpOnSlowBody({ raw, routeOptions }: FastifyRequest): void {
  if (raw.method === 'GET' || raw.method === 'HEAD') return;
  const seconds = routeOptions.config.bodySeconds ?? requestDeadlineSeconds;
  const timer = setTimeout(() => {
    if (!raw.complete) raw.destroy();
  }, seconds * 1000);
  timer.unref();
  const arrived = (): void => clearTimeout(timer);
  raw.once('end', arrived);
  raw.once('close', arrived);
}

function hostOfOrigin(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host.toLowerCase() : undefined;
}

function answerFault(
  log: Log,
  fault: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (fault instanceof Problem) return sendProblem(request, reply, fault);
  if (hasZodFastifySchemaValidationErrors(fault)) {
    const where = fault.validation
      .map((issue) => issue.instancePath.replaceAll('/', '.').replace(/^\./, ''))
      .join(', ');
    return sendProblem(
      request,
      reply,
      problemOf('request', 'invalid', 422, { where: where === '' ? 'body' : where }),
    );
  }
  const status = statusOf(fault);
  if (status >= 400 && status < 500) {
    return sendProblem(
      request,
      reply,
      problemOf('request', status === 413 ? 'too-large' : 'unreadable', status),
    );
  }
  const told = {
    requestId: request.id,
    route: request.routeOptions.url ?? 'none',
    fault: faultName(fault),
  };
  if (fault instanceof DatabaseAway) {
    log.alarm('database-away', told);
    return sendProblem(request, reply, problemOf('request', 'database-away', 503));
  }
  log.alarm('fault', told);
  return sendProblem(request, reply, problemOf('request', 'fault', 500));
}

function statusOf(fault: unknown): number {
  return typeof fault === 'object' &&
    fault !== null &&
    'statusCode' in fault &&
    typeof fault.statusCode === 'number'
    ? fault.statusCode
    : 500;
}

function securityHeaders(https: boolean): Parameters<typeof fastifyHelmet>[1] {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  };
}

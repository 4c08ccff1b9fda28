// Binds the demo's telephone to HTTP: its page, its script, and calls that are the very ones of the webhooks.
import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { demoCallers } from '#demo/callers.ts';
import { clockInWords } from '#demo/pages.ts';
import { telephonePage } from '#demo/telephone-page.ts';
import {
  callParams,
  demoCallsPath,
  hearSchema,
  startCallSchema,
  telephonePath,
} from '#demo/telephone-api.ts';
import type { DemoTurn } from '#demo/telephone-api.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { languageOf } from '#platform/http-server.ts';
import { problemOf, problemOfRefusal } from '#platform/problem.ts';
import type { ServedLine } from '#tenancy/phone-lines.ts';
import { voiceRefusals } from '#voice/api.ts';
import { textOf } from '#voice/fragments.ts';
import type { Turn } from '#voice/model.ts';
import type { CallRefusal, StoredCalls } from '#voice/stored-calls.ts';

export interface TelephoneContext {
  readonly clock: Clock;
  readonly telephone: {
    readonly calls: StoredCalls;
    /** The number that is dialled. */
    readonly line: ServedLine;
  };
}

const hidden = { schema: { hide: true } };
const script = new URL('../../dist/demo-phone/telephone.js', import.meta.url);

export function telephoneRoutes(
  app: Pick<HttpApp, 'get' | 'post'>,
  { clock, telephone: { calls, line } }: TelephoneContext,
): void {
  const turnFor = (
    request: FastifyRequest,
    at: { readonly callId: string; readonly eventCount: number },
    outcome: Outcome<Turn, CallRefusal>,
  ): DemoTurn => {
    if (!outcome.ok) throw problemOfRefusal(voiceRefusals, outcome);
    const turn = outcome.value;
    const { say, language, isSlow } = turn;
    return {
      ...at,
      texts: say.map((sentence) => textOf(sentence, language)),
      language,
      isSlow,
      digitsMax: turn.kind === 'listening' ? turn.listen.digitsMax : null,
      now: clockInWords(languageOf(request), clock.now()),
    };
  };

  app.get(telephonePath, hidden, async (request, reply) => {
    const language = languageOf(request);
    const shown = { now: clock.now(), line, callers: demoCallers() };
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-language', language)
      .send(telephonePage(language, shown));
  });
  app.get(`${telephonePath}/telephone.js`, hidden, async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(script)),
  );
  app.post(demoCallsPath, hidden, async (request, reply) => {
    const asked = startCallSchema.safeParse(request.body);
    if (!asked.success) throw problemOf('request', 'invalid', 422, { where: 'from' });
    const callId = `demo-${randomUUID()}`;
    const outcome = await calls.begin({
      callId,
      tenantId: line.tenant.tenantId,
      callerNumber: asked.data.from,
      calledNumber: line.number,
    });
    void reply.header('cache-control', 'no-store');
    return turnFor(request, { callId, eventCount: 0 }, outcome);
  });
  app.post(`${demoCallsPath}/:callId/events`, hidden, async (request, reply) => {
    const called = callParams.safeParse(request.params);
    const asked = hearSchema.safeParse(request.body);
    if (!called.success || !asked.success)
      throw problemOf('request', 'invalid', 422, { where: 'body' });
    const { callId } = called.data;
    const { eventCount, heard } = asked.data;
    const call = { callId, tenantId: line.tenant.tenantId };
    void reply.header('cache-control', 'no-store');
    return turnFor(request, { callId, eventCount }, await calls.hear(call, eventCount, heard));
  });
}

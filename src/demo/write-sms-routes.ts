// Binds the demo's SMS to HTTP: whatever is written goes to the very use case that a provider's request reaches.
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { demoCallers } from '#demo/callers.ts';
import { writeSmsPage, writeSmsPath, textLengthMax } from '#demo/write-sms-page.ts';
import type { DemoSms } from '#demo/write-sms-page.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { languageOf } from '#platform/http-server.ts';
import { problemOf } from '#platform/problem.ts';
import type { ServedLine } from '#tenancy/phone-lines.ts';
import { receiveSms } from '#voice/receive-sms.ts';
import type { ReceiveSmsMeans } from '#voice/receive-sms.ts';

export interface SmsContext {
  readonly means: ReceiveSmsMeans;
  /** The number that is written to. */
  readonly line: ServedLine;
}

const formBytesMax = 16 * 1024;
const hidden = { schema: { hide: true } };
const writtenSms = z.object({ from: z.string().max(40), text: z.string().max(textLengthMax) });

/** In a scope of its own: nowhere else on the server is a form read. */
export async function writeSmsRoutes(app: HttpApp, context: SmsContext): Promise<void> {
  await app.register(async (scope: HttpApp) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: formBytesMax },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    pageRoutes(scope, context);
  });
}

function pageRoutes(app: HttpApp, { means, line }: SmsContext): void {
  const show = (request: FastifyRequest, reply: FastifyReply, sms?: DemoSms): FastifyReply => {
    const language = languageOf(request);
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-language', language)
      .send(writeSmsPage(language, { now: means.clock.now(), line, callers: demoCallers(), sms }));
  };
  app.get(writeSmsPath, hidden, async (request, reply) => show(request, reply));
  app.post(writeSmsPath, hidden, async (request, reply) => {
    const asked = writtenSms.safeParse(request.body);
    if (!asked.success) throw problemOf('request', 'invalid', 422, { where: 'text' });
    const { from, text } = asked.data;
    const received = await receiveSms(means, {
      arrivalId: `demo-${randomUUID()}`,
      from,
      to: line.number,
      text,
      arrivedAt: request.arrivedAt,
    });
    const answer = received.kind === 'answered' ? received.answer : null;
    return show(request, reply, { from, text, answer });
  });
}

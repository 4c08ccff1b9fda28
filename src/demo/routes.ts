// Binds the demo's pages and its clock to HTTP; none of these addresses exists in production.
import { readFile } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { demoRefusals, moveClockSchema } from '#demo/api.ts';
import type { DemoClock } from '#demo/demo-clock.ts';
import type { DemoLogin } from '#demo/logins.ts';
import type { MailSink } from '#demo/mail-sink.ts';
import { indexPage, mailPage, resetPage, smsPage } from '#demo/pages.ts';
import type { SmsSink } from '#demo/sms-sink.ts';
import { telephoneRoutes } from '#demo/telephone-routes.ts';
import type { TelephoneContext } from '#demo/telephone-routes.ts';
import { parseInstant, plusSeconds } from '#ground/instant.ts';
import type { Instant } from '#ground/instant.ts';
import { parseDay } from '#ground/day.ts';
import { refuse } from '#ground/refusal.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { languageOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { instantOf, romeIso } from '#platform/rome.ts';

export interface DemoContext extends TelephoneContext {
  readonly clock: DemoClock;
  readonly mail: MailSink;
  readonly sms: SmsSink;
  readonly logins: readonly DemoLogin[];
  /** Runs at once what a real morning's timers would have run meanwhile: closings, outbox, seals. */
  readonly catchUp: () => Promise<void>;
  /** Puts the seed back; called when the answer has gone out. */
  readonly reset: () => void;
}

const mailsShown = 100;
const hidden = { schema: { hide: true } };
const styles = new URL('pages/demo.css', import.meta.url);

export async function demoRoutes(app: HttpApp, context: DemoContext): Promise<void> {
  await app.register(async (scope) => {
    // What the forms of the pages send; everything else on the server speaks JSON only.
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: unknown, body: string | Buffer) =>
        Object.fromEntries(new URLSearchParams(String(body))),
    );
    scope.get('/demo', hidden, async (request, reply) =>
      sendPage(
        reply,
        indexPage(languageOf(request), {
          now: context.clock.now(),
          logins: context.logins,
          mailCount: await context.mail.count(),
          smsCount: await context.sms.count(),
        }),
      ),
    );
    scope.get('/demo/demo.css', hidden, async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(await readFile(styles)),
    );
    scope.get('/demo/mail', hidden, async (request, reply) => {
      const mails = await context.mail.list(mailsShown);
      if (request.headers.accept?.startsWith('application/json') === true) return reply.send(mails);
      return sendPage(reply, mailPage(languageOf(request), mails, await context.mail.count()));
    });
    scope.get('/demo/sms', hidden, async (request, reply) => {
      const shown = await context.sms.list(mailsShown);
      if (request.headers.accept?.startsWith('application/json') === true) return reply.send(shown);
      return sendPage(reply, smsPage(languageOf(request), shown, await context.sms.count()));
    });
    telephoneRoutes(scope, context);
    clockRoutes(scope, context);
  });
}

function clockRoutes(app: Pick<HttpApp, 'get' | 'post'>, context: DemoContext): void {
  app.get('/demo/clock', hidden, async () => ({ now: romeIso(context.clock.now()) }));
  app.post('/demo/clock', hidden, async (request, reply) => {
    const asked = moveClockSchema.safeParse(request.body);
    const instant = asked.success ? parseMoment(asked.data.now) : undefined;
    if (instant === undefined) throw problemOfRefusal(demoRefusals, refuse('clock-unreadable'));
    const moved = await context.clock.moveTo(instant);
    if (!moved.ok) throw problemOfRefusal(demoRefusals, moved);
    await context.catchUp();
    return isForm(request.headers['content-type'])
      ? reply.redirect('/demo', 303)
      : reply.send({ now: romeIso(context.clock.now()) });
  });
  app.post('/demo/reset', hidden, async (request, reply) => {
    reply.raw.once('finish', context.reset);
    return isForm(request.headers['content-type'])
      ? sendPage(reply, resetPage(languageOf(request)))
      : reply.status(202).send({ reset: true });
  });
}

/** An instant with its offset, or the civil time of Valserena that a form field gives ('2026-11-23T09:29'). */
function parseMoment(text: string): Instant | undefined {
  const civil = /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d))?$/.exec(text);
  const day = civil === null ? undefined : parseDay(civil[1] ?? '');
  if (civil === null || day === undefined) return parseInstant(text);
  return plusSeconds(instantOf(day, civil[2] ?? ''), Number(civil[3] ?? 0));
}

function isForm(contentType: string | undefined): boolean {
  return contentType?.startsWith('application/x-www-form-urlencoded') ?? false;
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-language', page.includes('lang="en"') ? 'en' : 'it')
    .send(page);
}

// Where an SMS provider tells what became of an SMS; the secret it must say is in our configuration.
import { createHash, timingSafeEqual } from 'node:crypto';
import { readHttpReport } from '#notifications/http-sms-rules.ts';
import type { ReportMapping } from '#notifications/http-sms-rules.ts';
import type { DeliveryReport } from '#notifications/sms-model.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { problemOf } from '#platform/problem.ts';

export interface SmsReportsContext {
  readonly secret: string;
  readonly mapping: ReportMapping;
  readonly reported: (report: DeliveryReport) => Promise<void>;
}

export const smsReportsPath = '/api/v1/sms/reports';

/** Without an authority in the address: the provider is the installation's, and the SMS says whose it is. */
export async function smsReportRoutes(app: HttpApp, context: SmsReportsContext): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: unknown, body: string | Buffer) =>
        Object.fromEntries(new URLSearchParams(String(body))),
    );
    scope.route<{ Querystring: Readonly<Record<string, string>>; Body: unknown }>({
      method: ['GET', 'POST'],
      url: smsReportsPath,
      schema: { hide: true },
      handler: async (request, reply) => {
        const said = request.headers['x-sms-secret'] ?? request.query['secret'] ?? '';
        if (!isSecret(String(said), context.secret)) throw problemOf('request', 'not-found', 404);
        const document = request.method === 'GET' ? request.query : request.body;
        for (const one of Array.isArray(document) ? document : [document]) {
          const report = readHttpReport(one, context.mapping);
          if (report !== undefined) await context.reported(report);
        }
        return reply.status(204).send();
      },
    });
  });
}

/** In a time that tells nothing of how much was right. */
function isSecret(said: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(said), digest(secret));
}

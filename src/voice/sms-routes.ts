// Where a provider hands over the SMS of families: signed by it, in whatever shape the configuration describes.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { valueAt } from '#notifications/http-sms-rules.ts';
import type { HttpApp } from '#platform/http-server.ts';
import type { IncomingSmsConfig } from '#platform/incoming-sms-config.ts';
import { problemOf } from '#platform/problem.ts';
import { receiveSms } from '#voice/receive-sms.ts';
import type { ReceiveSmsMeans, ReceivedSms } from '#voice/receive-sms.ts';

export const incomingSmsPath = '/api/v1/sms/incoming';

const bodyBytesMax = 64 * 1024;
/** Providers that gather messages send a handful. */
const messagesMax = 50;

/** Without an authority in the address: the called number says whose it is (RULES F1). */
export async function incomingSmsRoutes(
  app: HttpApp,
  means: ReceiveSmsMeans,
  config: IncomingSmsConfig,
): Promise<void> {
  await app.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      ['application/json', 'application/x-www-form-urlencoded'],
      { parseAs: 'buffer', bodyLimit: bodyBytesMax },
      (_request, body, done) => done(null, body),
    );
    scope.post<{ Body: Buffer }>(
      incomingSmsPath,
      { schema: { hide: true } },
      async (request, reply) => {
        if (!isFromProvider(request, config)) throw problemOf('request', 'not-found', 404);
        for (const sms of messagesIn(request, config)) await receiveOne(means, sms);
        // A provider is told nothing of what it carried.
        return reply.status(204).send();
      },
    );
  });
}

async function receiveOne(means: ReceiveSmsMeans, sms: ReceivedSms): Promise<void> {
  const received = await receiveSms(means, sms);
  // A number that is not ours is a mistake of the configuration that somebody must see.
  if (received.kind === 'unknown-line') throw problemOf('request', 'not-found', 404);
}

/** In a time that tells nothing of how much was right. */
function isFromProvider(
  { headers, body }: FastifyRequest<{ Body: Buffer }>,
  { check, header, secret }: IncomingSmsConfig,
): boolean {
  const said = headers[header];
  if (typeof said !== 'string' || !Buffer.isBuffer(body)) return false;
  const bare = said.replace(/^(Bearer |sha256=)/, '');
  if (check === 'secret') return isSame(bare, secret);
  const mac = createHmac('sha256', secret).update(body).digest();
  return isSame(bare.toLowerCase(), mac.toString('hex')) || isSame(bare, mac.toString('base64'));
}

function isSame(said: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(said), digest(expected));
}

function messagesIn(
  request: FastifyRequest<{ Body: Buffer }>,
  { fields }: IncomingSmsConfig,
): readonly ReceivedSms[] {
  const document = documentIn(request);
  const documents: readonly unknown[] = Array.isArray(document) ? document : [document];
  if (documents.length > messagesMax) throw problemOf('request', 'too-large', 413);
  return documents.map((one) => {
    const at = (name: keyof typeof fields): string => {
      const value = valueAt(one, fields[name]);
      if (value === undefined) throw problemOf('request', 'invalid', 422, { where: fields[name] });
      return value;
    };
    return {
      arrivalId: at('id'),
      from: valueAt(one, fields.from) ?? '',
      to: at('to'),
      text: at('text'),
      arrivedAt: request.arrivedAt,
    };
  });
}

function documentIn({ body, headers }: FastifyRequest<{ Body: Buffer }>): unknown {
  const text = body.toString();
  if (headers['content-type']?.startsWith('application/json') !== true)
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const document: unknown = JSON.parse(text);
    return document;
  } catch {
    throw problemOf('request', 'unreadable', 400);
  }
}

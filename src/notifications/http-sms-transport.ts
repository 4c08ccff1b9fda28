// SMS by a provider's HTTP interface, whichever it is: described by the configuration, one request for one SMS.
import { filled, filledJson, outcomeOfHttp, valueAt } from '#notifications/http-sms-rules.ts';
import type { SmsValues } from '#notifications/http-sms-rules.ts';
import type { Sms, SmsAnswer, SmsTransport } from '#notifications/sms-model.ts';
import type { HttpSmsConfig } from '#platform/sms-config.ts';

const answerBytesMax = 100_000;

/** `silenceSecondsMax`: how long the provider may take to answer. */
export function httpSmsTransport(config: HttpSmsConfig, silenceSecondsMax = 30): SmsTransport {
  return {
    send: (sms) => submit(config, silenceSecondsMax, sms),
    close: async () => undefined,
  };
}

async function submit(
  config: HttpSmsConfig,
  silenceSecondsMax: number,
  sms: Sms,
): Promise<SmsAnswer> {
  const values: SmsValues = {
    to: sms.recipient,
    toDigits: sms.recipient.slice(1),
    from: sms.sender,
    text: sms.segments.join(''),
    id: sms.messageId,
  };
  try {
    const response = await fetch(filled(config.url, values, encodeURIComponent), {
      method: config.method,
      headers: { ...contentType(config), ...config.headers },
      ...(config.body === undefined ? {} : { body: bodyOf(config.body, values) }),
      // A provider that sends us elsewhere with our password is not followed.
      redirect: 'manual',
      signal: AbortSignal.timeout(silenceSecondsMax * 1000),
    });
    const outcome = outcomeOfHttp(response.status);
    if (outcome.kind !== 'accepted') {
      await response.body?.cancel();
      return { taken: [], outcome };
    }
    return { taken: [await takenPart(config, sms, response)], outcome };
  } catch (fault) {
    return { taken: [], outcome: isUnreached(fault) ? notConnected : { kind: 'silent' } };
  }
}

const notConnected = { kind: 'later', code: 'not connected' } as const;

/** It was taken whatever its answer looks like; without an id in it, reports name our own. */
async function takenPart(
  { idPath }: HttpSmsConfig,
  { messageId }: Sms,
  response: Response,
): Promise<SmsAnswer['taken'][number]> {
  const text = await response.text().catch(() => '');
  const id = idPath === undefined ? undefined : valueAt(jsonOf(text), idPath);
  return { part: 1, parts: 1, providerMessageId: id ?? messageId };
}

function jsonOf(text: string): unknown {
  if (text.length > answerBytesMax) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function contentType({ body }: HttpSmsConfig): Readonly<Record<string, string>> {
  if (body === undefined) return {};
  return {
    'content-type':
      body.kind === 'json'
        ? 'application/json; charset=utf-8'
        : 'application/x-www-form-urlencoded; charset=utf-8',
  };
}

function bodyOf(body: NonNullable<HttpSmsConfig['body']>, values: SmsValues): string {
  return body.kind === 'json'
    ? JSON.stringify(filledJson(body.template, values))
    : filled(body.template, values, encodeURIComponent);
}

/** Nobody listened, or nobody has that name: certainly nothing was handed over. */
function isUnreached(fault: unknown): boolean {
  const cause = fault instanceof Error ? fault.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
  ].includes(String(code));
}

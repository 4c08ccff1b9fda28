// Calls that a provider of hosted telephony hands over as web requests: signed by it, answered with TwiML.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Outcome } from '#ground/refusal.ts';
import { refuse } from '#ground/refusal.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import type { Log } from '#platform/log.ts';
import { faultName } from '#platform/log.ts';
import { problemOf, problemOfRefusal } from '#platform/problem.ts';
import { isPhoneNumber } from '#tenancy/model.ts';
import type { LineDirectory } from '#tenancy/phone-lines.ts';
import {
  callFields,
  callForm,
  callsPath,
  callStatusPath,
  digitsPath,
  eventQuery,
  signatureHeaders,
  twimlResponse,
  voiceRefusals,
} from '#voice/api.ts';
import type { CallFields } from '#voice/api.ts';
import type { IncomingCall, Turn } from '#voice/model.ts';
import { spokenTexts } from '#voice/spoken-texts.ts';
import type { CallRefusal, HeardEvent, StoredCalls } from '#voice/stored-calls.ts';
import { emptyTwiml, twimlOf } from '#voice/twiml.ts';
import type { WebhookSecrets } from '#voice/webhook-secret.ts';
import { isSigned } from '#voice/webhook-signature.ts';

export interface WebhookContext {
  readonly calls: StoredCalls;
  readonly secrets: WebhookSecrets;
  readonly lines: Pick<LineDirectory, 'lineAt'>;
  /** Whether we are reached by https: the provider signs the address that it called, not the one behind the proxy. */
  readonly https: boolean;
  readonly log: Log;
}

const formType = 'application/x-www-form-urlencoded';
const formBytesMax = 16 * 1024;
/** A provider sends about thirty. */
const fieldsMax = 200;

export function twimlRoutes(app: HttpApp, context: WebhookContext): void {
  void app.register(async (scope: HttpApp) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      formType,
      { parseAs: 'string', bodyLimit: formBytesMax },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    webhooks(scope, context);
  });
}

function webhooks(app: HttpApp, context: WebhookContext): void {
  const { calls } = context;
  const common = {
    tags: ['telephone'],
    security: [],
    consumes: [formType],
    produces: ['application/xml'],
    headers: signatureHeaders,
    body: callForm,
    response: { 200: twimlResponse },
  };

  app.post(
    callsPath,
    {
      schema: { ...common, operationId: 'answerCall', summary: 'A call to a line of ours begins' },
    },
    async (request, reply) => {
      const { call } = await signedCall(context, request);
      return answer(context, request, reply, 0, () => calls.begin(call));
    },
  );

  app.post(
    digitsPath,
    {
      schema: {
        ...common,
        operationId: 'hearDigits',
        summary: 'What the caller pressed, or that nothing was pressed',
        querystring: eventQuery,
      },
    },
    async (request, reply) => {
      const { event } = request.query;
      const { call, fields } = await signedCall(context, request);
      return answer(context, request, reply, event, () => calls.hear(call, event, heardIn(fields)));
    },
  );

  app.post(
    callStatusPath,
    {
      schema: {
        ...common,
        operationId: 'hearCallStatus',
        summary: 'A call is over; every other state of it is no news',
      },
    },
    async (request, reply) => {
      const { call, fields } = await signedCall(context, request);
      if (endedStates.has(fields.CallStatus)) await calls.hangUp(call);
      return send(reply, emptyTwiml);
    },
  );
}

const endedStates = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** `#` alone ends what is typed without a digit: nothing was chosen. */
function heardIn({ Digits: digits, CallStatus: state }: CallFields): HeardEvent {
  if (endedStates.has(state)) return { kind: 'hang-up' };
  return digits === '' ? { kind: 'time-out' } : { kind: 'digits', digits };
}

/** Everything before the signature is known to be good costs nothing and says nothing of what is on file. */
async function signedCall(
  { secrets, lines, https }: WebhookContext,
  request: FastifyRequest<{ Body: URLSearchParams }>,
): Promise<{ readonly call: IncomingCall; readonly fields: CallFields }> {
  // At an address of ours; whose line it is, the number says.
  tenantOf(request);
  const form = [...request.body];
  const signature = request.headers['x-twilio-signature'];
  const line = await lines.lineAt(numberIn(request.body.get('To') ?? ''));
  if (line?.kind !== 'voice' || typeof signature !== 'string' || form.length > fieldsMax)
    throw forged();
  const { tenantId } = line.tenant;
  const secret = await secrets.secretOf(tenantId);
  const url = `${https ? 'https' : request.protocol}://${request.host}${request.raw.url ?? ''}`;
  if (secret === undefined || !isSigned(secret, url, form, signature)) throw forged();
  const read = callFields.safeParse(Object.fromEntries(form));
  if (!read.success) throw problemOf('request', 'invalid', 422, { where: 'body' });
  const { CallSid: callId, From: from } = read.data;
  return {
    call: { callId, tenantId, callerNumber: callerIn(from), calledNumber: line.number },
    fields: read.data,
  };
}

const forged = () => problemOfRefusal(voiceRefusals, refuse('signature-not-valid'));

/** As the telephone network writes a number, '+39…'; some providers leave the sign out. */
const numberIn = (text: string): string => (/^[1-9]\d{6,14}$/.test(text) ? `+${text}` : text);

/** What providers send as the number of whoever hides it: words on the keys (ANONYMOUS, RESTRICTED …). */
const hiddenNumbers = new Set([
  '+266696687',
  '+7378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
]);

function callerIn(text: string): string | null {
  const number = numberIn(text);
  return isPhoneNumber(number) && !hiddenNumbers.has(number) ? number : null;
}

/** A database that is away is said by the voice of the line, not by the provider's in another language. */
async function answer(
  { log }: WebhookContext,
  request: FastifyRequest,
  reply: FastifyReply,
  eventCount: number,
  run: () => Promise<Outcome<Turn, CallRefusal>>,
): Promise<FastifyReply> {
  const next = `${digitsPath}?event=${eventCount + 1}`;
  let outcome: Outcome<Turn, CallRefusal>;
  try {
    outcome = await run();
  } catch (fault) {
    log.alarm('call-request-failed', {
      requestId: request.id,
      route: request.routeOptions.url ?? 'none',
      fault: faultName(fault),
    });
    return send(reply, twimlOf(sorry, next, spokenTexts));
  }
  if (!outcome.ok) throw problemOfRefusal(voiceRefusals, outcome);
  return send(reply, twimlOf(outcome.value, next, spokenTexts));
}

const sorry: Turn = {
  kind: 'ended',
  say: [{ key: 'call.failed' }],
  language: 'it',
  isSlow: false,
};

function send(reply: FastifyReply, twiml: string): FastifyReply {
  return reply
    .type('application/xml; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(twiml);
}

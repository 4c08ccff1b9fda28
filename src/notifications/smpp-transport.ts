// SMS by SMPP: one connection for sending, for delivery reports and for what comes in; opened again when it is lost.
import type {
  Sms,
  SmsAnswer,
  SmsListeners,
  SmsOutcome,
  SmsTransport,
  TakenPart,
} from '#notifications/sms-model.ts';
import {
  addressOf,
  isThrottle,
  outcomeOfStatus,
  referenceOf,
  smppTime,
} from '#notifications/smpp-rules.ts';
import { smppInbox } from '#notifications/smpp-inbox.ts';
import type { OpenAnswer, SmppOptions, SmppSession } from '#notifications/smpp-session.ts';
import { openSmppSession } from '#notifications/smpp-session.ts';

export interface SmppTransport extends SmsTransport {
  /** Opens the line where it is not open: reports and incoming SMS arrive only then. False: it could not be. */
  keepOpen(): Promise<boolean>;
}

export function smppTransport(options: SmppOptions, listeners: SmsListeners): SmppTransport {
  const nowMs = options.nowMs ?? (() => performance.now());
  const inbox = smppInbox(listeners, nowMs);
  const line = lineOf(nowMs, () => openSmppSession(options, inbox, listeners.faulted));
  let throttledUntilMs = Number.NEGATIVE_INFINITY;
  return {
    keepOpen: async () => {
      await inbox.giveUpWaiting();
      return 'session' in (await line.open());
    },
    send: async (sms) => {
      if (nowMs() < throttledUntilMs) return { taken: [], outcome: throttled };
      const opened = await line.open();
      if ('outcome' in opened) return { taken: [], outcome: opened.outcome };
      const answer = await sendParts(opened.session, sms);
      if (isThrottle(answer.outcome)) throttledUntilMs = nowMs() + throttleMs;
      return answer;
    },
    close: line.close,
  };
}

/** Who was told "slower" is silent for a moment, with every message. */
const throttleMs = 1000;
const throttled: SmsOutcome = { kind: 'later', code: 'throttled' };

type OpenedLine = { readonly session: SmppSession } | { readonly outcome: SmsOutcome };

/** After a connection or a login that failed none is tried for a while, however many messages ask for one. */
const restMs = [1000, 2000, 4000, 8000, 16_000, 30_000] as const;

function lineOf(
  nowMs: () => number,
  openSession: () => Promise<OpenAnswer>,
): { readonly open: () => Promise<OpenedLine>; readonly close: () => Promise<void> } {
  let current: SmppSession | undefined;
  let opening: Promise<OpenedLine> | undefined;
  let isClosed = false;
  let failures = 0;
  let failed: { readonly outcome: SmsOutcome; readonly untilMs: number } | undefined;
  const openNew = async (): Promise<OpenedLine> => {
    const answer = await openSession();
    if (answer.ok) {
      [failures, failed, current] = [0, undefined, answer.session];
      return { session: answer.session };
    }
    const outcome: SmsOutcome =
      answer.status === undefined
        ? { kind: 'later', code: 'not connected' }
        : { kind: 'our-trouble', code: `bind ${answer.status.toString(16).padStart(2, '0')}` };
    failed = { outcome, untilMs: nowMs() + (restMs[failures] ?? restMs[restMs.length - 1] ?? 0) };
    failures += 1;
    return { outcome };
  };
  return {
    open: async () => {
      if (isClosed) return { outcome: { kind: 'later', code: 'closing' } };
      if (current?.isOpen() === true) return { session: current };
      if (failed !== undefined && nowMs() < failed.untilMs) return { outcome: failed.outcome };
      // Whoever comes meanwhile waits for the same connection.
      opening ??= openNew().finally(() => (opening = undefined));
      return opening;
    },
    close: async () => {
      isClosed = true;
      await opening;
      await current?.close();
    },
  };
}

/** In their order; after one that was not taken the rest waits for the next try. */
async function sendParts(session: SmppSession, sms: Sms): Promise<SmsAnswer> {
  const taken: TakenPart[] = [];
  const parts = sms.segments.length;
  for (const [index, text] of sms.segments.entries()) {
    const part = index + 1;
    if (sms.partsTaken.includes(part)) continue;
    const answer = await session.submit(fieldsOf(sms, text, part));
    if (answer.kind === 'silent') return { taken, outcome: { kind: 'silent' } };
    if (answer.kind === 'not-sent')
      return { taken, outcome: { kind: 'later', code: 'not connected' } };
    const outcome = outcomeOfStatus(answer.status);
    if (outcome.kind !== 'accepted') return { taken, outcome };
    taken.push({ part, parts, providerMessageId: answer.messageId });
  }
  return { taken, outcome: { kind: 'accepted' } };
}

function fieldsOf(sms: Sms, text: string, part: number): Readonly<Record<string, unknown>> {
  const [source, destination] = [addressOf(sms.sender), addressOf(sms.recipient)];
  const parts = sms.segments.length;
  // 3GPP TS 23.040 section 9.2.3.24.1: concatenated, reference, how many, which.
  const header =
    parts === 1 ? {} : { udh: Buffer.from([5, 0, 3, referenceOf(sms.messageId), parts, part]) };
  return {
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    source_addr: source.digits,
    dest_addr_ton: destination.ton,
    dest_addr_npi: destination.npi,
    destination_addr: destination.digits,
    esm_class: parts === 1 ? 0 : 0x40,
    registered_delivery: 1,
    validity_period: smppTime(sms.expiresAt),
    data_coding: sms.encoding === 'gsm7' ? 0 : 8,
    short_message: { ...header, message: text },
  };
}

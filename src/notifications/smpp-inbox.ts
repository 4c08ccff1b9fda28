// What a message centre hands us: delivery reports, and SMS of families, which are put together, handed on and answered for.
import type { Pdu } from 'smpp';
import type { IncomingSms, SmsListeners } from '#notifications/sms-model.ts';
import { partGatherer, partPlaceOf } from '#notifications/smpp-parts.ts';
import { isReceipt, readReceipt } from '#notifications/smpp-rules.ts';

/** `sms`: what was handed on, once the centre has our answer. */
export type Taken =
  | { readonly kind: 'taken'; readonly sms: IncomingSms | undefined }
  | { readonly kind: 'not-read' };

/** One for all connections: the parts of a message may come by two of them. */
export interface SmppInbox {
  /** Throws what a listener throws: the centre is then told to try again later. */
  take(pdu: Pdu): Promise<Taken>;
  /** The centre certainly has our answer for it. */
  acknowledge(sms: IncomingSms): Promise<void>;
  /** Hands on what has waited long enough for its missing parts. */
  giveUpWaiting(): Promise<void>;
}

export function smppInbox(
  { reported, incoming, faulted }: SmsListeners,
  nowMs: () => number,
): SmppInbox {
  const parts = partGatherer(nowMs);
  const take = async (pdu: Pdu): Promise<Taken> => {
    const text = textOf(pdu.short_message?.message) || textOf(pdu.message_payload?.message);
    if (isReceipt(pdu.esm_class ?? 0)) {
      const report = readReceipt({
        text,
        messageId: pdu.receipted_message_id,
        messageState: pdu.message_state,
      });
      if (report !== undefined) await reported(report);
      return { kind: 'taken', sms: undefined };
    }
    if (incoming === undefined) return { kind: 'not-read' };
    const from = numberOf(pdu.source_addr, pdu.source_addr_ton);
    const to = numberOf(pdu.destination_addr, pdu.dest_addr_ton);
    const place = partPlaceOf(pdu);
    const whole =
      place === undefined ? { from, to, text } : parts.take({ from, to, text, ...place });
    if (whole === undefined) return { kind: 'taken', sms: undefined };
    const arrivalId = place === undefined ? idOf(pdu) : null;
    const sms: IncomingSms = { from, to, text: whole.text, arrivalId };
    await incoming.arrived(sms);
    if ('done' in whole) whole.done();
    return { kind: 'taken', sms };
  };
  return {
    take,
    acknowledge: async (sms) => {
      if (sms.arrivalId === null) await incoming?.acknowledged(sms);
    },
    giveUpWaiting: async () => {
      for (const { from, to, text, done } of parts.overdue()) {
        try {
          await incoming?.arrived({ from, to, text, arrivalId: null });
          done();
        } catch (fault) {
          faulted(fault);
        }
      }
    },
  };
}

/** Some centres name what comes in as they name what goes out. */
const idOf = (pdu: Pdu): string | null => {
  const id = pdu.receipted_message_id ?? '';
  return id === '' ? null : id;
};

const textOf = (message: string | Uint8Array | undefined): string =>
  typeof message === 'string' ? message : '';

/** E.164 where the message centre says that it is international. */
const numberOf = (digits: string | undefined, ton: number | undefined): string =>
  ton === 1 && digits !== undefined && !digits.startsWith('+') ? `+${digits}` : (digits ?? '');

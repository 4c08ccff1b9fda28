// Use case: an SMS from whatever transport finds the authority of the called number, and is answered there.
import type { Instant } from '#ground/instant.ts';
import type { IncomingSmsListener } from '#notifications/sms-model.ts';
import { sha256 } from '#platform/crypto.ts';
import type { Log } from '#platform/log.ts';
import { isPhoneNumber } from '#tenancy/model.ts';
import type { LineDirectory } from '#tenancy/phone-lines.ts';
import { acknowledgeSms, answerSms } from '#voice/answer-sms.ts';
import type { AnswerSmsMeans } from '#voice/answer-sms.ts';

/** As a transport hands it over: an HTTP provider, or the message centre (`deliver_sm` that is no receipt). */
export interface ReceivedSms {
  /** Of the transport; null: it has none, and the same words are the same SMS until it is acknowledged. */
  readonly arrivalId: string | null;
  /** As it came: digits with or without the plus, or a name. */
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** When it reached us, by the product's clock: what counts for the cut-off (RULES B2). */
  readonly arrivedAt: Instant;
}

export interface ReceiveSmsMeans extends AnswerSmsMeans {
  readonly lines: Pick<LineDirectory, 'lineAt'>;
}

/** The answer is put in line as an SMS and returned for whoever shows it; `unknown-line`: the number is nobody's. */
export type ReceivedAnswer =
  | { readonly kind: 'answered'; readonly answer: string | null }
  | { readonly kind: 'unknown-line' };

/** Throws when the database does not answer: then nothing is recorded, and the transport delivers it again. */
export async function receiveSms(
  means: ReceiveSmsMeans,
  sms: ReceivedSms,
): Promise<ReceivedAnswer> {
  const line = await means.lines.lineAt(numberIn(sms.to) ?? '');
  if (line?.kind !== 'sms') return { kind: 'unknown-line' };
  const { text, arrivedAt } = sms;
  const arrivalId = sms.arrivalId === null ? null : boundedId(sms.arrivalId);
  const from = numberIn(sms.from);
  const { answer } = await answerSms(means, line, { arrivalId, from, text, arrivedAt });
  return { kind: 'answered', answer };
}

/** What a message centre's line calls for an SMS that came in; a number that is nobody's is somebody's mistake to mend. */
export function smsReceiver(means: ReceiveSmsMeans & { readonly log: Log }): IncomingSmsListener {
  return {
    arrived: async (sms) => {
      const received = await receiveSms(means, { ...sms, arrivedAt: means.clock.now() });
      if (received.kind === 'unknown-line') means.log.alarm('sms-to-unknown-line');
    },
    acknowledged: async ({ from, to, text }) => {
      const line = await means.lines.lineAt(numberIn(to) ?? '');
      if (line?.kind === 'sms') await acknowledgeSms(means, line, { from: numberIn(from), text });
    },
  };
}

/** E.164; null for a name, a hidden number and the short numbers of services. */
export function numberIn(text: string): string | null {
  const bare = text.replaceAll(/[\s./()-]/g, '').replace(/^00/, '+');
  const number = /^[1-9]\d{7,14}$/.test(bare) ? `+${bare}` : bare;
  return isPhoneNumber(number) && number.length > 8 ? number : null;
}

const boundedId = (id: string): string =>
  id !== '' && id.length <= 200 ? id : Buffer.from(sha256(`sms-arrival\n${id}`)).toString('hex');

// How an SMS stands, for whoever waits for it: what its state, its hours and its sender make of it together.
import type { Instant } from '#ground/instant.ts';
import type { MessageState } from '#notifications/model.ts';

export interface SmsFacts {
  readonly state: MessageState;
  readonly canWait: boolean;
  /** A code of the provider's or of ours. */
  readonly lastAnswer: string | null;
}

export interface SmsTimes {
  readonly now: Instant;
  /** `now` itself when it may ring now. */
  readonly mayRingFrom: Instant;
  readonly hasSender: boolean;
}

export type SmsStanding =
  /** On its way to the provider; `reason`: why it has not taken it yet. */
  | { readonly kind: 'waiting'; readonly reason: string | null }
  | { readonly kind: 'waiting-for-hours'; readonly from: Instant }
  | { readonly kind: 'waiting-for-sender' }
  /** The provider has it; whether the telephone has, it may still report. */
  | { readonly kind: 'handed-over' | 'delivered' }
  | { readonly kind: 'unsent'; readonly reason: string };

export function smsStanding(sms: SmsFacts, times: SmsTimes): SmsStanding {
  switch (sms.state) {
    case 'waiting':
      return waitingStanding(sms, times);
    case 'sent':
      return { kind: 'handed-over' };
    case 'delivered':
      return { kind: 'delivered' };
    case 'expired':
      return { kind: 'unsent', reason: 'expired' };
    case 'refused':
    case 'failed':
      return { kind: 'unsent', reason: sms.lastAnswer ?? 'no answer' };
  }
}

function waitingStanding(
  { canWait, lastAnswer }: SmsFacts,
  { now, mayRingFrom, hasSender }: SmsTimes,
): SmsStanding {
  if (!hasSender) return { kind: 'waiting-for-sender' };
  if (canWait && mayRingFrom > now) return { kind: 'waiting-for-hours', from: mayRingFrom };
  return { kind: 'waiting', reason: lastAnswer };
}

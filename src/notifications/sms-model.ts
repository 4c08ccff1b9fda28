// The words of SMS: a text for one number, what a provider answered, what it reports later, what comes in.
import type { Instant } from '#ground/instant.ts';

/** 'gsm7': 160 letters in one segment, 153 each in more; 'ucs2': 70 and 67 (3GPP TS 23.038, 23.040). */
export type SmsEncoding = 'gsm7' | 'ucs2';

export interface SmsText {
  readonly encoding: SmsEncoding;
  /** One text for each segment; each is paid for. Joined they are what the phone shows. */
  readonly segments: readonly string[];
}

/** A text ready to be sent; it is rewritten and counted when it is put in line. */
export interface NewSms {
  /** E.164. */
  readonly recipient: string;
  readonly text: string;
  readonly expiresAt: Instant;
  /** True: it does not ring in quiet hours. A confirmation of what was just asked does not wait. */
  readonly canWait: boolean;
}

/** What a transport is given. Handed over again it is the same message, with the same reference in its parts. */
export interface Sms extends SmsText {
  readonly messageId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly expiresAt: Instant;
  /** Parts that the provider took at an earlier try: they are not handed over again. */
  readonly partsTaken: readonly number[];
}

/** A part that the provider took; an empty id: it gave none, and no report will name it. */
export interface TakenPart {
  /** From 1. A provider that cuts by itself takes one part of one. */
  readonly part: number;
  readonly parts: number;
  readonly providerMessageId: string;
}

/**
 * `later`: certainly not taken, it may be another time. `refused`: this message, for good. `our-trouble`: our login,
 * sender or credit; it waits until that is mended. `silent`: nobody knows whether it was taken.
 */
export type SmsOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'later' | 'refused' | 'our-trouble'; readonly code: string }
  | { readonly kind: 'silent' };

export interface SmsAnswer {
  /** Also where a later part was not taken. */
  readonly taken: readonly TakenPart[];
  readonly outcome: SmsOutcome;
}

export interface SmsTransport {
  /** Never throws for what a provider or a network does: every outcome is an answer. */
  send(sms: Sms): Promise<SmsAnswer>;
  close(): Promise<void>;
}

/** What became of a part, as the provider says; other states are on the way and are not told. */
export interface DeliveryReport {
  readonly providerMessageId: string;
  readonly state: 'delivered' | 'failed';
  /** A code of the provider, 'UNDELIV 011': never a text. */
  readonly reason: string;
}

/** An SMS to one of our numbers. The same `arrivalId` is the same SMS told twice; null: the transport has none. */
export interface IncomingSms {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly arrivalId: string | null;
}

/** Whoever reads what comes in. */
export interface IncomingSmsListener {
  arrived(sms: IncomingSms): Promise<void>;
  /** Of an SMS without an id: its provider has our answer, so the same words from now on are another SMS. */
  acknowledged(sms: IncomingSms): Promise<void>;
}

/** What a transport calls; when it throws, the provider is told that we did not take it, and tells us again. */
export interface SmsListeners {
  readonly reported: (report: DeliveryReport) => Promise<void>;
  /** Undefined: nobody reads what comes in, and the provider is told so. */
  readonly incoming: IncomingSmsListener | undefined;
  /** What one of these threw. */
  readonly faulted: (fault: unknown) => void;
}

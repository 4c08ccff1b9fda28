// The words of notifications: a rendered text for one address, what a mail server answered, what follows from it.
import type { Instant } from '#ground/instant.ts';

/** A text ready to be sent; after `expiresAt` it would only confuse, and is not sent any more. */
export interface NewMessage {
  readonly address: string;
  readonly subject: string;
  readonly body: string;
  readonly expiresAt: Instant;
}

export type Medium = 'mail' | 'sms';

/**
 * Waiting also while its delivery is uncertain. A mail ends as sent; of an SMS that was sent a report may say that
 * it is delivered or failed. The others are final: refused for good, expired, failed without a report.
 */
export type MessageState = 'waiting' | 'sent' | 'delivered' | 'refused' | 'failed' | 'expired';

/** Where in the conversation the server spoke: only `recipient` and `content` are about this message. */
export type MailStage = 'connection' | 'sender' | 'recipient' | 'content';

/** `silent`: the connection broke or timed out, and nobody knows whether the message was taken. */
export type MailAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'answered'; readonly status: number; readonly stage: MailStage }
  | { readonly kind: 'silent' };

/** Plain text in UTF-8; the same `messageId` whenever the same message is sent again. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly messageId: string;
  readonly writtenAt: Instant;
}

/** RFC 5322 section 3.6.4: unique for ever, so made of our id and the domain of the authority's sender. */
export function messageIdHeader(messageId: string, mailFrom: string): string {
  const domain = /@([^@>\s]+)>?\s*$/.exec(mailFrom)?.[1];
  if (domain === undefined) throw new Error('the sender of an authority has no domain');
  return `<${messageId}@${domain.toLowerCase()}>`;
}

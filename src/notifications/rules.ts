// What follows from a mail server's answer: sent, refused for good, or to be tried again.
import type { MailAnswer } from '#notifications/model.ts';

export type Delivery = 'sent' | 'refused' | 'retry';

/**
 * RFC 5321 section 4.2.1: 4yz may succeed later, 5yz will not. A 5yz about our connection, sign-in or sender is
 * our own trouble and not a word about this message: it waits until that is mended, or until it expires.
 * After a silence nobody knows whether the message was taken: sent again with the same Message-ID, so that
 * mailboxes show one (section 6.1 prefers a second copy to a lost message).
 */
export function decideDelivery(answer: MailAnswer): Delivery {
  if (answer.kind === 'accepted') return 'sent';
  if (answer.kind === 'silent') return 'retry';
  return answer.status >= 500 && isAboutMessage(answer) ? 'refused' : 'retry';
}

/** True when the office or whoever runs the installation has something to mend, not the family. */
export function isOurTrouble(answer: MailAnswer): boolean {
  return answer.kind === 'answered' && answer.status >= 500 && !isAboutMessage(answer);
}

/** For lists and logs: a status and a place, never the server's text, which may repeat the address. */
export function describeAnswer(answer: MailAnswer): string {
  switch (answer.kind) {
    case 'accepted':
      return '250';
    case 'answered':
      return `${answer.status} ${answer.stage}`;
    case 'silent':
      return 'no answer';
  }
}

function isAboutMessage(answer: { readonly stage: string }): boolean {
  return answer.stage === 'recipient' || answer.stage === 'content';
}

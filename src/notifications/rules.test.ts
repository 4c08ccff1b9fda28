// What follows from a mail server's answer: a family's mail is never given up for what is our own trouble.
import { describe, expect, it } from 'vitest';
import type { MailAnswer, MailStage } from '#notifications/model.ts';
import type { Delivery } from '#notifications/rules.ts';
import { decideDelivery, describeAnswer, isOurTrouble } from '#notifications/rules.ts';

const answered = (status: number, stage: MailStage): MailAnswer => ({
  kind: 'answered',
  status,
  stage,
});

describe('a mail', () => {
  it.each<[string, MailAnswer, Delivery, boolean, string]>([
    ['that was accepted is sent', { kind: 'accepted' }, 'sent', false, '250'],
    ['without an answer is sent again', { kind: 'silent' }, 'retry', false, 'no answer'],
    [
      'to a mailbox that does not exist is refused',
      answered(550, 'recipient'),
      'refused',
      false,
      '550 recipient',
    ],
    [
      'whose text is not wanted is refused',
      answered(500, 'content'),
      'refused',
      false,
      '500 content',
    ],
    [
      'to a full mailbox is tried again',
      answered(499, 'recipient'),
      'retry',
      false,
      '499 recipient',
    ],
    [
      'of a sender nobody accepts waits until we mend that',
      answered(550, 'sender'),
      'retry',
      true,
      '550 sender',
    ],
    [
      'behind a sign-in that fails waits too',
      answered(500, 'connection'),
      'retry',
      true,
      '500 connection',
    ],
    [
      'while the server is busy waits, and nobody has anything to mend',
      answered(421, 'connection'),
      'retry',
      false,
      '421 connection',
    ],
  ])('%s', (_what, answer, delivery, isOurs, words) => {
    expect(decideDelivery(answer)).toBe(delivery);
    expect(isOurTrouble(answer)).toBe(isOurs);
    expect(describeAnswer(answer)).toBe(words);
  });
});

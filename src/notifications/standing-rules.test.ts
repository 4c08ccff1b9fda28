// How an SMS stands, as the office reads it: what it waits for, or why it will not arrive.
import { describe, expect, it } from 'vitest';
import { asInstant } from '#ground/instant.ts';
import type { SmsFacts, SmsStanding, SmsTimes } from '#notifications/standing-rules.ts';
import { smsStanding } from '#notifications/standing-rules.ts';

const now = asInstant(1000);
const morning = asInstant(2000);
const waiting: SmsFacts = { state: 'waiting', canWait: true, lastAnswer: null };
const ringing: SmsTimes = { now, mayRingFrom: now, hasSender: true };

describe('an SMS', () => {
  it.each<[string, Partial<SmsFacts>, Partial<SmsTimes>, SmsStanding]>([
    ['is on its way', {}, {}, { kind: 'waiting', reason: null }],
    [
      'that the provider did not take says why',
      { lastAnswer: 'http 503' },
      {},
      { kind: 'waiting', reason: 'http 503' },
    ],
    [
      'at night waits for the morning',
      {},
      { mayRingFrom: morning },
      { kind: 'waiting-for-hours', from: morning },
    ],
    [
      'that cannot wait rings at night',
      { canWait: false },
      { mayRingFrom: morning },
      { kind: 'waiting', reason: null },
    ],
    [
      'without an approved sender waits for that first',
      {},
      { hasSender: false, mayRingFrom: morning },
      { kind: 'waiting-for-sender' },
    ],
    ['that the provider has was handed over', { state: 'sent' }, {}, { kind: 'handed-over' }],
    ['that arrived is delivered', { state: 'delivered' }, {}, { kind: 'delivered' }],
    [
      'that came too late says so, whatever was answered',
      { state: 'expired', lastAnswer: 'http 503' },
      {},
      { kind: 'unsent', reason: 'expired' },
    ],
    [
      'that was refused says why',
      { state: 'refused', lastAnswer: 'http 400' },
      {},
      { kind: 'unsent', reason: 'http 400' },
    ],
    [
      'that failed without a word says that there was no answer',
      { state: 'failed' },
      {},
      { kind: 'unsent', reason: 'no answer' },
    ],
  ])('%s', (_what, facts, times, standing) => {
    expect(smsStanding({ ...waiting, ...facts }, { ...ringing, ...times })).toEqual(standing);
  });
});

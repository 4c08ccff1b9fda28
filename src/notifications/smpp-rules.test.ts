// SMPP 3.4 word by word: statuses, receipts as message centres really write them, addresses, times.
import { describe, expect, it } from 'vitest';
import { asInstant } from '#ground/instant.ts';
import {
  addressOf,
  isReceipt,
  isThrottle,
  outcomeOfStatus,
  readReceipt,
  referenceOf,
  smppTime,
} from '#notifications/smpp-rules.ts';

describe('a status', () => {
  it('0 is accepted', () => {
    expect(outcomeOfStatus(0)).toEqual({ kind: 'accepted' });
  });

  it.each([
    ['later', [0x04, 0x05, 0x08, 0x14, 0x58, 0x64]],
    ['refused', [0x01, 0x0b, 0x33, 0x34, 0x40, 0x43, 0x44, 0x45, 0x48, 0x49, 0x62, 0x65, 0x66]],
    ['our-trouble', [0x02, 0x03, 0x0a, 0x0d, 0x0e, 0x61, 0x400]],
  ] as const)('about the line, the message or us: %s', (kind, statuses) => {
    for (const status of statuses) expect(outcomeOfStatus(status).kind).toBe(kind);
  });

  it('is written as the manuals write it', () => {
    expect(outcomeOfStatus(0x0b)).toEqual({ kind: 'refused', code: 'smpp 0b' });
    expect(outcomeOfStatus(0x400)).toEqual({ kind: 'our-trouble', code: 'smpp 400' });
  });

  it('says to go slower only for a full queue and a rate exceeded', () => {
    const slower = [0x00, 0x04, 0x14, 0x58, 0x64, 0x0b].filter((status) =>
      isThrottle(outcomeOfStatus(status)),
    );
    expect(slower).toEqual([0x14, 0x58]);
    expect(isThrottle({ kind: 'refused', code: 'smpp 14' })).toBe(false);
  });
});

describe('a receipt of the message centre', () => {
  it('is told from an SMS of a person by four bits, whatever the others say', () => {
    expect([0x04, 0x07, 0x44, 0xc4].map(isReceipt)).toEqual([true, true, true, true]);
    expect([0x00, 0x08, 0x0c, 0x24, 0x40].map(isReceipt)).toEqual(Array(5).fill(false));
  });

  const text =
    'id:0123-ab.C_d sub:001 dlvrd:001 submit date:2611230912 done date:2611230913 stat:DELIVRD err:000 text:Sofia';
  const read = (
    words: string,
    fields: { readonly messageId?: string; readonly messageState?: number } = {},
  ) => readReceipt({ text: words, messageId: undefined, messageState: undefined, ...fields });

  it('is read from its text', () => {
    expect(read(text)).toEqual({
      providerMessageId: '0123-ab.C_d',
      state: 'delivered',
      reason: 'DELIVRD 000',
    });
  });

  it('is read in small letters and with blanks too', () => {
    expect(read('ID: 77 Stat: undeliv ERR: 011')).toEqual({
      providerMessageId: '77',
      state: 'failed',
      reason: 'UNDELIV 011',
    });
  });

  it.each(['EXPIRED', 'DELETED', 'UNDELIV', 'UNKNOWN', 'REJECTD'])('%s is a failure', (stat) => {
    expect(read(`id:1 stat:${stat}`)).toEqual({
      providerMessageId: '1',
      state: 'failed',
      reason: stat,
    });
  });

  it.each([
    ['on its way', 'id:1 stat:ENROUTE err:000'],
    ['without a state', 'id:1 err:000'],
    ['without an id', 'stat:DELIVRD err:000'],
    ['whose words only end like the names of fields', 'paid:1 thermostat:DELIVRD'],
  ])('%s says nothing', (_what, words) => {
    expect(read(words)).toBeUndefined();
  });

  it.each([
    [2, 'delivered', 'DELIVRD'],
    [3, 'failed', 'EXPIRED'],
    [4, 'failed', 'DELETED'],
    [5, 'failed', 'UNDELIV'],
    [7, 'failed', 'UNKNOWN'],
    [8, 'failed', 'REJECTD'],
  ])('the field message_state %i is %s', (messageState, state, reason) => {
    expect(read('', { messageId: '9', messageState })).toEqual({
      providerMessageId: '9',
      state,
      reason,
    });
  });

  it('the fields come before the text, and a state that is none leaves the word to the text', () => {
    const fields = { messageId: '9', messageState: 5 };
    expect(read(text, fields)).toEqual({
      providerMessageId: '9',
      state: 'failed',
      reason: 'UNDELIV 000',
    });
    expect(read(text, { messageState: 1 })?.reason).toBe('DELIVRD 000');
  });

  it('keeps at most 40 letters of what a provider says', () => {
    expect(read(`id:1 stat:UNDELIV err:${'9'.repeat(60)}`)?.reason).toHaveLength(40);
  });
});

describe('addresses and times', () => {
  it('a number is international, without its plus; an alias is letters', () => {
    expect(addressOf('+393001000100')).toEqual({ ton: 1, npi: 1, digits: '393001000100' });
    expect(addressOf('Valserena')).toEqual({ ton: 5, npi: 0, digits: 'Valserena' });
  });

  it('a time is absolute and UTC', () => {
    expect(smppTime(asInstant(Date.UTC(2026, 10, 23, 8, 12, 5, 678)))).toBe('261123081205000+');
  });

  it('the parts of one message have one reference, made of the last byte of its id', () => {
    expect(referenceOf('019ab000-0000-7000-8000-0000000000a7')).toBe(0xa7);
    expect(referenceOf('019ab000-0000-7000-8000-0000000000ff')).toBe(0xff);
    expect(referenceOf('019ab000-0000-7000-8000-00000000ff01')).toBe(1);
  });
});

// A provider's HTTP interface as data: values put into a template, answers and reports read by their paths.
import { describe, expect, it } from 'vitest';
import {
  filled,
  filledJson,
  outcomeOfHttp,
  readHttpReport,
  valueAt,
} from '#notifications/http-sms-rules.ts';

const values = {
  to: '+393001000100',
  toDigits: '393001000100',
  from: 'Valserena',
  text: 'Sofia "Fì" {to} non mangia',
  id: '019ab000',
};

describe('a template', () => {
  it('takes each value in braces, and leaves other braces as they are', () => {
    expect(filled('{to}|{to_digits}|{from}|{id}|{to}|{toDigits}|{name}|{}', values)).toBe(
      '+393001000100|393001000100|Valserena|019ab000|+393001000100|{toDigits}|{name}|{}',
    );
  });

  it('puts in no value of a value: what a family is called stays text', () => {
    expect(filled('<{text}>', values)).toBe('<Sofia "Fì" {to} non mangia>');
  });

  it('writes each value as it is told, and nothing else', () => {
    expect(filled('a b={to}&{x}', values, encodeURIComponent)).toBe('a b=%2B393001000100&{x}');
  });

  it('of JSON is filled in its texts only, however deep', () => {
    const template = { to: ['{to}', { of: '{from}' }], '{to}': 1, none: null, yes: true };
    expect(filledJson(template, values)).toEqual({
      to: ['+393001000100', { of: 'Valserena' }],
      '{to}': 1,
      none: null,
      yes: true,
    });
    expect(filledJson('{text}', values)).toBe(values.text);
  });
});

describe('what stands at a path', () => {
  const content = { result: { messages: [{ id: 4711, cost: true, none: null }], name: 'x' } };
  it.each([
    ['result.messages.0.id', '4711'],
    ['result.name', 'x'],
    ['result.name.length', undefined],
    ['result.messages.1.id', undefined],
    ['result.messages', undefined],
    ['result.messages.0.cost', undefined],
    ['result.messages.0.none', undefined],
    ['result.messages.0.none.id', undefined],
    ['toString', undefined],
    ['result.messages.length', undefined],
    ['', undefined],
  ])('"%s": %s', (path, value) => {
    expect(valueAt(content, path)).toBe(value);
  });

  it('of an answer that is no document nothing does', () => {
    expect(valueAt('busy', 'length')).toBeUndefined();
    expect(valueAt(undefined, 'id')).toBeUndefined();
  });
});

describe('a status', () => {
  it.each([
    ['accepted', [200, 202, 299]],
    ['later', [429, 503]],
    ['silent', [500, 502, 504, 599]],
    ['refused', [400, 413, 422]],
    ['our-trouble', [199, 300, 302, 401, 402, 403, 404, 499]],
  ] as const)('%s', (kind, statuses) => {
    for (const status of statuses) expect(outcomeOfHttp(status).kind).toBe(kind);
  });

  it('is written down as its number', () => {
    expect(outcomeOfHttp(429)).toEqual({ kind: 'later', code: 'http 429' });
    expect(outcomeOfHttp(402)).toEqual({ kind: 'our-trouble', code: 'http 402' });
  });
});

describe('a report', () => {
  const mapping = { id: 'sms.id', state: 'sms.state', delivered: ['DLVRD', 'ok'], failed: ['KO'] };
  const report = (state: unknown, id: unknown = 7) =>
    readHttpReport({ sms: { id, state } }, mapping);

  it.each([
    ['dlvrd', { providerMessageId: '7', state: 'delivered', reason: 'dlvrd' }],
    ['OK', { providerMessageId: '7', state: 'delivered', reason: 'OK' }],
    ['ko', { providerMessageId: '7', state: 'failed', reason: 'ko' }],
    ['SENT', undefined],
    ['O', undefined],
  ])('"%s", in letters of any size', (state, told) => {
    expect(report(state)).toEqual(told);
  });

  it('without an id or a state is none', () => {
    expect(report('OK', null)).toBeUndefined();
    expect(report(null)).toBeUndefined();
  });

  it('keeps at most 40 letters of the provider’s word', () => {
    const word = 'x'.repeat(50);
    const told = readHttpReport({ sms: { id: 7, state: word } }, { ...mapping, failed: [word] });
    expect(told?.reason).toHaveLength(40);
  });
});

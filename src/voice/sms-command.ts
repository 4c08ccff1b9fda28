// Reads an SMS command ("123456 A 3", "MENSA 123456 PRESENZA"): pure, tolerant of how people type, and never guessing a change.

import type { ReadSms, SmsCommand, SmsOperation } from '#voice/sms-model.ts';

/** Three long messages joined; nobody's command is longer, and what is longer is not even read. */
const charactersMax = 480;
/** So many children has a family that writes; more is somebody who tries codes. */
export const codesMax = 4;
const daysMax = 99;

const notUnderstood: ReadSms = { kind: 'not-understood' };

type Word =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'operation'; readonly operation: SmsOperation };

export function readSms(text: string): ReadSms {
  if (text.length > charactersMax) return notUnderstood;
  const parts = partsOf(text);
  if (parts === undefined) return notUnderstood;
  const said = parts.filter((part) => !courtesies.has(part));
  const isConfirmed = said.some((part) => confirmations.has(part));
  const words = wordsOf(said.filter((part) => !confirmations.has(part)));
  const commands = words === undefined ? undefined : commandsOf(words);
  return commands === undefined ? notUnderstood : { kind: 'commands', commands, isConfirmed };
}

/** Runs of digits and runs of letters, in capitals without accents; undefined where there is any sign of another kind. */
function partsOf(text: string): readonly string[] | undefined {
  const plain = text
    .replaceAll(/[\uFF01-\uFF5E]/g, (sign) => shifted(sign, 0xff01, 0x21))
    .replaceAll(/[\u0660-\u0669]/g, (sign) => shifted(sign, 0x0660, 0x30))
    .replaceAll(/[\u06F0-\u06F9]/g, (sign) => shifted(sign, 0x06f0, 0x30))
    .normalize('NFD')
    .replaceAll(/(?<=[A-Za-z])[\u0300-\u036F]+/g, '')
    .toUpperCase();
  if (
    /[^A-Z0-9\s.,:;!?'"’“”«»()<>[\]/\\+*#_=–—\u200B-\u200F\u2060\u2066-\u2069\uFEFF-]/.test(plain)
  )
    return undefined;
  return plain.match(/\d+|[A-Z]+/g) ?? [];
}

function shifted(sign: string, from: number, to: number): string {
  return String.fromCharCode(sign.charCodeAt(0) - from + to);
}

/** Undefined when a part is no word of ours, or digits that could be two things. */
function wordsOf(parts: readonly string[]): readonly Word[] | undefined {
  const words: Word[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (/^[A-Z]/.test(part)) {
      const operation = operations.get(part);
      if (operation === undefined) return undefined;
      words.push({ kind: 'operation', operation });
      continue;
    }
    const group = digitsFrom(parts, at);
    const digits = wordsOfDigits(group);
    if (digits === undefined) return undefined;
    words.push(...digits);
    at += group.length - 1;
  }
  return words;
}

function digitsFrom(parts: readonly string[], at: number): readonly string[] {
  const end = parts.findIndex((part, index) => index >= at && !/^\d/.test(part));
  return parts.slice(at, end === -1 ? undefined : end);
}

/** "123456 234567" are two codes; "123 456" is one, as it is printed: none of its groups could be a code by itself. */
function wordsOfDigits(group: readonly string[]): readonly Word[] | undefined {
  const joined = group.join('');
  if (group.length > 1 && group.every((one) => one.length === 3))
    return isCode(joined) ? [{ kind: 'code', code: joined }] : undefined;
  if (!group.every((one) => one.length <= 2 || isCode(one))) return undefined;
  return group.map((digits) =>
    isCode(digits) ? { kind: 'code', code: digits } : { kind: 'number', number: Number(digits) },
  );
}

/** Old codes that families know have four digits, ours six; a longer run is a telephone number or a fiscal code. */
const isCode = (digits: string): boolean => /^\d{4,9}$/.test(digits);

/**
 * `code [operation [days]]` for each child, or one operation for all: `operation [days] code…`, `code… A`.
 * What can be read in two ways is not read: "123456 234567 P" may bring back one child or two.
 */
function commandsOf(words: readonly Word[]): readonly SmsCommand[] | undefined {
  const commands = words[0]?.kind === 'operation' ? ledByOperation(words) : ledByCode(words);
  if (commands === undefined || commands.length === 0) return undefined;
  const once = [...new Map(commands.map((one) => [one.code, one])).values()];
  const isContradictory = commands.some((one) =>
    once.some((other) => one.code === other.code && !isSame(one, other)),
  );
  return isContradictory || once.length > codesMax ? undefined : once;
}

const isSame = (one: SmsCommand, other: SmsCommand): boolean =>
  one.operation === other.operation && one.days === other.days;

function ledByOperation(words: readonly Word[]): readonly SmsCommand[] | undefined {
  const [first, ...rest] = words;
  const numbers = rest.filter((word) => word.kind === 'number');
  const codes = rest.filter((word) => word.kind === 'code');
  if (first?.kind !== 'operation' || numbers.length > 1) return undefined;
  if (codes.length + numbers.length !== rest.length) return undefined;
  // Behind several codes a number could belong to the last alone.
  const isBehind = rest.at(-1)?.kind === 'number' && codes.length > 1;
  const isBetween =
    numbers.length === 1 && rest[0]?.kind === 'code' && rest.at(-1)?.kind === 'code';
  const days = daysOf(first.operation, numbers[0]?.number);
  if (isBehind || isBetween || days === undefined) return undefined;
  return codes.map(({ code }) => ({ code, operation: first.operation, days }));
}

function ledByCode(words: readonly Word[]): readonly SmsCommand[] | undefined {
  const commands: SmsCommand[] = [];
  for (let at = 0; at < words.length;) {
    const [code, operation, number] = words.slice(at, at + 3);
    if (code?.kind !== 'code') return undefined;
    at += 1;
    const said = operation?.kind === 'operation' ? operation.operation : 'absence';
    if (operation?.kind === 'operation') at += 1;
    const isCounted = operation?.kind === 'operation' && number?.kind === 'number';
    if (isCounted) at += 1;
    const days = daysOf(said, isCounted ? number.number : undefined);
    if (days === undefined) return undefined;
    commands.push({ code: code.code, operation: said, days });
  }
  return isReadOneWay(words) ? commands : undefined;
}

/** Where codes follow one another, a word behind them must say what codes alone say: absent for one day. */
function isReadOneWay(words: readonly Word[]): boolean {
  return words.every((word, at) => {
    const [next, behind] = words.slice(at + 1, at + 3);
    if (word.kind !== 'code' || words[at - 1]?.kind !== 'code' || next?.kind !== 'operation')
      return true;
    return next.operation === 'absence' && behind?.kind !== 'number';
  });
}

/** Undefined for a number that cannot be meant: no days, or days of a presence, which is from the first useful day on. */
function daysOf(operation: SmsOperation, number: number | undefined): number | undefined {
  if (number === undefined) return 1;
  return operation !== 'presence' && number >= 1 && number <= daysMax ? number : undefined;
}

const operations: ReadonlyMap<string, SmsOperation> = new Map([
  ...['A', 'ASS', 'ASSENTE', 'ASSENTI', 'ASSENZA', 'ASSENZE', 'ABSENT', 'ABSENCE'].map(
    (word) => [word, 'absence'] as const,
  ),
  ...['P', 'PRES', 'PRESENTE', 'PRESENTI', 'PRESENZA', 'PRESENT', 'PRESENCE'].map(
    (word) => [word, 'presence'] as const,
  ),
  ...['B', 'BIANCO', 'PLAIN'].map((word) => [word, 'plain-meal'] as const),
]);

/** What may stand beside a command and changes nothing about it. "Non", a weekday or a date is not among them. */
const courtesies: ReadonlySet<string> = new Set(
  `MENSA CANTEEN PASTO MEAL IN CODICE CODE COD PER FOR GIORNO GIORNI GG DAY DAYS BUONGIORNO BUONASERA SALVE CIAO
   GRAZIE HELLO HI THANKS THANK YOU PLEASE`.split(/\s+/),
);

const confirmations: ReadonlySet<string> = new Set(['SI', 'OK', 'YES', 'CONFERMO', 'CONFIRM']);

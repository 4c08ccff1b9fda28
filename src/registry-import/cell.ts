// The text of one cell into a value: what Excel and people do to dates, codes and names is undone where that is certain.
import { dayOf } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { parseFiscalCode } from '#ground/fiscal-code.ts';
import type { FiscalCode } from '#ground/fiscal-code.ts';
import { phoneNumberOf } from '#ground/phone-number.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Accepted, Refused } from '#ground/refusal.ts';
import type { SentenceValues } from '#ground/sentence.ts';
import { titleCaseName } from '#ground/text-forms.ts';
import type { FaultCode } from '#registry-import/fault.ts';

/** A value; with `repaired` it was put right in a way that the person should know. */
export interface Read<T> extends Accepted<T> {
  readonly repaired?: FaultCode;
  readonly details?: SentenceValues;
}
export type Reading<T> = Read<T> | Refused<FaultCode>;

/** What Excel writes where a formula went wrong or a column is too narrow. */
const excelErrors =
  /^(#+|#(N\/D|N\/A|RIF!|REF!|VALORE!|VALUE!|NOME\??|NAME\?|DIV\/0!|NULLO!|NULL!|NUM!))$/i;
const monthsShort = 'gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic';
const excelDate = new RegExp(`^(\\d{1,2}-(${monthsShort})|(${monthsShort})-\\d{2})$`, 'i');

/** Any text of at most `lengthMax` signs. */
export function readText(text: string, lengthMax = 120): Reading<string> {
  if (excelErrors.test(text)) return refuse('cell-excel-error');
  return text.length > lengthMax ? refuse('text-too-long', { max: lengthMax }) : accept(text);
}

/** A code as people wrote it; one that Excel has turned into a number or a date cannot be guessed and is refused. */
export function readCode(text: string): Reading<string> {
  if (/^\d(?:[.,]\d+)?E\+\d+$/i.test(text)) return refuse('code-scientific');
  if (excelDate.test(text)) return refuse('code-date');
  if (/^\d{1,2}\/\d{1,2}\/\d{4}$/.test(text)) return refuse('code-date');
  const code = text.replace(/^'/, '');
  const whole = /^(\d+)[.,]0+$/.exec(code)?.[1];
  if (whole !== undefined) return { ok: true, value: whole, repaired: 'code-decimals' };
  return readText(code, 40);
}

/** Digits of a fixed length: zeros that Excel took away come back. */
export function readDigits(text: string, length: number): Reading<string> {
  const code = readCode(text.replaceAll(/[\s.-]/g, ''));
  if (!code.ok) return code;
  if (!/^\d+$/.test(code.value) || code.value.length > length) {
    return refuse('digits-length', { length });
  }
  if (code.value.length === length) return code;
  const value = code.value.padStart(length, '0');
  return { ok: true, value, repaired: 'zeros-restored', details: { restored: value } };
}

/**
 * Day, month, year with /, - or . between them, or year-month-day; a midnight behind it is ignored.
 * A year of two digits is refused: nobody can know its century.
 */
export function readDay(text: string): Reading<Day> {
  const plain = text.replace(/[ T]0{1,2}[:.]00([:.]00(\.0+)?)?$/, '');
  const italian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(plain);
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(plain);
  if (italian !== null) return existing(italian[3], italian[2], italian[1]);
  if (iso !== null) return existing(iso[1], iso[2], iso[3]);
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(plain)) return refuse('date-short-year');
  if (/^\d{5}([.,]\d+)?$/.test(plain)) return refuse('date-number');
  return refuse(excelErrors.test(plain) ? 'cell-excel-error' : 'date-unreadable');
}

/** 'HH:MM' from '12:15', '12.15', '12,15', '9:05' or '12:15:00'. */
export function readTime(text: string): Reading<string> {
  const parts = /^(\d{1,2})[:.,](\d{2})([:.]00)?$/.exec(text);
  const [hours, minutes] = [Number(parts?.[1]), Number(parts?.[2])];
  if (parts === null || hours > 23 || minutes > 59) return refuse('time-unreadable');
  return accept(`${String(hours).padStart(2, '0')}:${parts[2] ?? ''}`);
}

/** The year in which a school year starts: 2026 from '2026/27', '2026-2027' or '2026'. */
export function readSchoolYear(text: string): Reading<number> {
  const parts = /^(20\d{2})(?:\s*[/-]\s*(?:20)?(\d{2}))?$/.exec(text);
  const first = Number(parts?.[1]);
  const follows = parts?.[2] === undefined || Number(parts[2]) === (first + 1) % 100;
  return parts === null || !follows ? refuse('school-year-unreadable') : accept(first);
}

export function readYesNo(text: string): Reading<boolean> {
  if (/^(s[iì]?|y|yes|vero|true|1|x)$/i.test(text)) return accept(true);
  return /^(no?|falso|false|0)$/i.test(text) ? accept(false) : refuse('yes-no-unreadable');
}

/** Spaces and small letters are forgiven; ten digits are a provisional code whose first zero Excel took away. */
export function readFiscalCode(text: string): Reading<FiscalCode> {
  const code = readCode(text);
  if (!code.ok) return code;
  const outcome = parseFiscalCode(code.value);
  if (outcome.ok) return outcome;
  const restored = /^\d{9,10}$/.test(code.value) ? code.value.padStart(11, '0') : undefined;
  const again = restored === undefined ? outcome : parseFiscalCode(restored);
  if (again.ok) {
    return {
      ok: true,
      value: again.value,
      repaired: 'zeros-restored',
      details: { restored: again.value },
    };
  }
  return outcome;
}

/** A light check: the only proof of an address is a message that arrives. */
export function readEmail(text: string): Reading<string> {
  const address = text
    .replaceAll(/\s/g, '')
    .replace(/^mailto:/i, '')
    .replace(/[;,.]$/, '')
    .toLowerCase();
  const isAddress = /^[^@<>()[\],;:"\\]+@[a-z\d-]+(\.[a-z\d-]+)+$/.test(address);
  return isAddress && address.length <= 254 ? accept(address) : refuse('email-unreadable');
}

/** International form; a number without prefix is Italian. */
export function readPhoneNumber(text: string): Reading<string> {
  const damaged = readCode(text);
  if (!damaged.ok) return damaged;
  const number = phoneNumberOf(damaged.value);
  return number === undefined ? refuse('phone-number-unreadable') : accept(number);
}

/** A name all in capitals or all in small letters is written as a person would write it. */
export function readName(text: string): Reading<string> {
  const name = readText(text, 80);
  if (!name.ok) return name;
  if (/\d|@/.test(text)) return refuse('name-unreadable');
  const isOneCase = text === text.toUpperCase() || text === text.toLowerCase();
  return accept(isOneCase ? titleCaseName(text) : text);
}

function existing(year = '', month = '', dayOfMonth = ''): Reading<Day> {
  const day = dayOf(Number(year), Number(month), Number(dayOfMonth));
  return day === undefined || day < '1900' ? refuse('date-impossible') : accept(day);
}

// The line protocol of AGI, without a wire: header lines, commands, answers. Whatever is not of it is said to be malformed.
// Source: Asterisk 22, res/res_agi.c.
import { phoneNumberOf } from '#ground/phone-number.ts';

/** What Asterisk says of a call before anything else, by name without `agi_`. */
export type AgiHeader = ReadonlyMap<string, string>;

export type AgiAnswer =
  /** `note` is what stands in brackets; `endpos` how far a file was played, in samples. */
  | {
      readonly kind: 'result';
      readonly result: string;
      readonly note: string | undefined;
      readonly endpos: number | undefined;
    }
  /** 510 no such command, 511 the channel is dead, 520 wrongly written. */
  | { readonly kind: 'not-done'; readonly code: 510 | 511 | 520 };

export type AgiLine =
  | AgiAnswer
  /** The caller has hung up; it comes whenever it happens, and answers nothing. */
  | { readonly kind: 'hang-up' }
  /** A line of an answer of several. */
  | { readonly kind: 'part' }
  | { readonly kind: 'malformed' };

/** The keys of a telephone; Asterisk also knows A to D, which no telephone of today has. */
export const agiKeys = '0123456789*#';

export interface LineReader {
  /** The lines that this piece of text ends. */
  take(text: string): readonly string[] | 'line-too-long';
}

/** Puts lines together from whatever pieces the wire brings; never holds more than one line. */
export function lineReader(lengthMax: number): LineReader {
  let rest = '';
  return {
    take: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > lengthMax || lines.some((line) => line.length > lengthMax)) {
        rest = '';
        return 'line-too-long';
      }
      return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
    },
  };
}

export function readHeaderLine(
  line: string,
): { readonly name: string; readonly value: string } | undefined {
  const [, name, value] = /^agi_([a-z0-9_]{1,40}):(?: (.*))?$/.exec(line) ?? [];
  return name === undefined ? undefined : { name, value: value ?? '' };
}

/** Reads the lines after the header. It remembers only whether it is inside an answer of several lines. */
export function answerReader(partsMax = 100): (line: string) => AgiLine {
  let parts: number | undefined;
  return (line) => {
    if (parts !== undefined) {
      if (line.startsWith('520 ')) {
        parts = undefined;
        return { kind: 'not-done', code: 520 };
      }
      parts += 1;
      return parts > partsMax ? { kind: 'malformed' } : { kind: 'part' };
    }
    if (line === 'HANGUP') return { kind: 'hang-up' };
    if (line.startsWith('520-')) {
      parts = 0;
      return { kind: 'part' };
    }
    return readAnswer(line);
  };
}

function readAnswer(line: string): AgiLine {
  if (/^510(?: |$)/.test(line)) return { kind: 'not-done', code: 510 };
  if (/^511(?: |$)/.test(line)) return { kind: 'not-done', code: 511 };
  if (line.startsWith('520 ')) return { kind: 'not-done', code: 520 };
  const [, result, note, endpos] =
    /^200 result=(-1|[0-9A-D*#]*)(?: \(([^)]*)\))?(?: endpos=(\d{1,12}))?$/.exec(line) ?? [];
  if (result === undefined) return { kind: 'malformed' };
  return {
    kind: 'result',
    result,
    note,
    endpos: endpos === undefined ? undefined : Number(endpos),
  };
}

/** `STREAM FILE "/a/b" "12#"`: words as they are, what is given to them in quotes. A control character is a fault. */
export function agiCommand(words: string, ...given: readonly (string | number)[]): string {
  const parts = [
    words,
    ...given.map((one) => (typeof one === 'number' ? String(one) : quoted(one))),
  ];
  return `${parts.join(' ')}\n`;
}

/** Asterisk cuts longer lines (AGI_BUF_LEN, res_agi.c). */
const commandLengthMax = 2000;

/**
 * Files one after the other, each in as few commands as a line has room for: inside one of them no key is lost, which
 * `STREAM FILE`, one command for each, does. Undefined where a name holds what divides names.
 */
export function playCommands(files: readonly string[]): readonly string[] | undefined {
  if (files.some((file) => /[&,|]/.test(file))) return undefined;
  const commandOf = (list: readonly string[]): string =>
    agiCommand('EXEC', 'Background', list.join('&'));
  const lists: string[][] = [];
  for (const file of files) {
    const list = lists.at(-1);
    if (list === undefined || commandOf([...list, file]).length > commandLengthMax)
      lists.push([file]);
    else list.push(file);
  }
  return lists.map(commandOf);
}

function quoted(text: string): string {
  // oxlint-disable-next-line eslint/no-control-regex -- a line break would begin a command of its own
  if (/[\u0000-\u001F\u007F]/.test(text)) throw new Error('a control character in an AGI command');
  return `"${text.replaceAll(/["\\]/g, (sign) => `\\${sign}`)}"`;
}

/** The key of `STREAM FILE` and `WAIT FOR DIGIT`, which answer with its ASCII code: '49' is the key 1, '0' none. */
export function keyOfCode(result: string): string | undefined {
  if (!/^\d{2,3}$/.test(result)) return undefined;
  const key = String.fromCharCode(Number(result));
  return agiKeys.includes(key) ? key : undefined;
}

/** Null: hidden by the caller, or not a number. A network that knows a hidden number may still send it (RFC 3325). */
export function callerNumberOf(header: AgiHeader): string | null {
  const presentation = Number(header.get('callingpres') ?? '0');
  // Bits 6 and 7 of the octet of ITU-T Q.931, 4.5.10: 01 is "presentation restricted".
  if (Number.isNaN(presentation) || (presentation & 0x60) === 0x20) return null;
  return phoneNumberOf(header.get('callerid') ?? '') ?? null;
}

/** What was dialled: what the dialplan says (its first argument), else what the network said, else the extension. */
export function calledNumberOf(header: AgiHeader): string | undefined {
  for (const name of ['arg_1', 'dnid', 'extension']) {
    const written = header.get(name) ?? '';
    const number = phoneNumberOf(written) ?? freephoneNumberOf(written);
    if (number !== undefined) return number;
  }
  return undefined;
}

/** Numbers that can be called but do not call: 800 123456 (numero verde), 199…, 848…. */
function freephoneNumberOf(written: string): string | undefined {
  const number = written.replaceAll(/[\s./()-]/g, '');
  return /^(80[03]|84[0178]|199)\d{3,6}$/.test(number) ? `+39${number}` : undefined;
}

// How column values come back, the same from both drivers: days as text, instants as milliseconds, bigints as safe integers.
import { asInstant } from '#ground/instant.ts';

const parsers: Record<number, (text: string) => unknown> = {
  16: (text) => text === 't' || text === 'true',
  17: (text) => Buffer.from(text.slice(2), 'hex'),
  20: safeInteger,
  21: Number,
  23: Number,
  26: Number,
  700: Number,
  701: Number,
  114: (text) => JSON.parse(text) as unknown,
  3802: (text) => JSON.parse(text) as unknown,
  1184: instantOfText,
  // PGlite would make a Date of a day, which shifts with the zone of the machine.
  1082: (text) => text,
  1114: (text) => text,
  1700: (text) => text,
};
/** The type of an array's elements, by the type of the array. */
const elementOf: Record<number, number> = {
  199: 114,
  1000: 16,
  1001: 17,
  1005: 21,
  1007: 23,
  1009: 25,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1115: 1114,
  1182: 1082,
  1185: 1184,
  1231: 1700,
  2951: 2950,
  3807: 3802,
};

/** Oids with a parser; every other type stays the text that PostgreSQL sent (dates, numerics, uuids). */
export const parsedTypes: readonly number[] = [
  ...Object.keys(parsers),
  ...Object.keys(elementOf),
].map(Number);

export function parseColumn(oid: number, text: string): unknown {
  const element = elementOf[oid];
  if (element !== undefined) {
    return arrayItems(text).map((item) => (item === null ? null : parseColumn(element, item)));
  }
  const parse = parsers[oid];
  return parse === undefined ? text : parse(text);
}

/** One dimension, as PostgreSQL writes it: {a,"b, \"c\"",NULL}. */
function arrayItems(text: string): readonly (string | null)[] {
  if (!text.startsWith('{') || !text.endsWith('}')) throw new Error('an array that is no array');
  const items: (string | null)[] = [];
  const item = /(?:"((?:[^"\\]|\\.)*)"|([^",{}]+))(?:,|$)/y;
  const inside = text.slice(1, -1);
  while (item.lastIndex < inside.length) {
    const match = item.exec(inside);
    if (match === null) throw new Error('an array that we do not read');
    const [, quoted, plain] = match;
    items.push(quoted?.replaceAll(/\\(.)/gs, '$1') ?? (plain === 'NULL' ? null : (plain ?? '')));
  }
  return items;
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error('a bigint beyond the safe integers');
  return value;
}

function instantOfText(text: string): number {
  const milliseconds = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  if (Number.isNaN(milliseconds)) throw new Error('an instant that is no instant');
  return asInstant(milliseconds);
}

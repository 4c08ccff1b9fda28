// PostgreSQL's text form of a parameter, the same for both databases.
import type { SqlValue } from '#platform/database.ts';

export function parameterText(value: SqlValue): string | null {
  if (value === null) return null;
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'object') return arrayText(value);
  return String(value);
}

type Elements = Extract<SqlValue, readonly unknown[]>;
type Element = Elements[number];

/** JSON is native, and writes what needs no escape as PostgreSQL reads it: a school's meals are ten thousand elements. */
function arrayText(elements: Elements): string {
  if (elements.every(isPlain)) {
    const json = JSON.stringify(elements);
    if (!json.includes('\\')) return `{${json.slice(1, -1)}}`;
  }
  return `{${elements.map(elementText).join(',')}}`;
}

const isPlain = (element: Element): boolean =>
  typeof element === 'number' ? Number.isFinite(element) : !(element instanceof Uint8Array);

function elementText(element: Element): string {
  const text = parameterText(element);
  return text === null ? 'NULL' : `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}

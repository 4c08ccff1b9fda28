// PostgreSQL's text form of a parameter, the same for both databases.
import type { SqlValue } from '#platform/database.ts';

export function parameterText(value: SqlValue): string | null {
  if (value === null) return null;
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'object') return `{${value.map(elementText).join(',')}}`;
  return String(value);
}

function elementText(value: string | number | boolean | null | Uint8Array): string {
  const text = parameterText(value);
  return text === null ? 'NULL' : `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}

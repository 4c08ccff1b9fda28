// Names of prepared statements: the same text under the same role is prepared once per connection.
import { createHash } from 'node:crypto';
import type { DatabaseRole } from '#platform/database.ts';

const namesOfRole = new Map<DatabaseRole, Map<string, string>>();

/** By role and then by text: the text itself is the same string every time, whose hash the engine remembers. */
export function statementName(role: DatabaseRole, sql: string): string {
  const names = namesOfRole.get(role) ?? new Map<string, string>();
  namesOfRole.set(role, names);
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(`${role} ${sql}`).digest('base64url').slice(0, 20);
  names.set(sql, name);
  return name;
}

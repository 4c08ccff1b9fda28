// Names of prepared statements: the same text under the same role is prepared once per connection.
import { createHash } from 'node:crypto';
import type { DatabaseRole } from '#platform/database.ts';

const names = new Map<string, string>();

export function statementName(role: DatabaseRole, sql: string): string {
  const key = `${role} ${sql}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(key).digest('base64url').slice(0, 20);
  names.set(key, name);
  return name;
}

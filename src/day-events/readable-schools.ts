// Whose events an account reads: the office and the caterer of every school, a secretary of hers (RULES E2).
import type { Names } from '#day-events/store.ts';
import type { Actor } from '#ground/actor.ts';
import { hasRole, hasRoleAtSchool } from '#ground/actor.ts';

export function readableSchools(actor: Actor, { classes }: Names): ReadonlySet<string> {
  const all = [...new Set(classes.map((one) => one.schoolId))];
  if (hasRole(actor, 'office', 'administrator', 'caterer')) return new Set(all);
  return new Set(all.filter((schoolId) => hasRoleAtSchool(actor, schoolId, 'school')));
}

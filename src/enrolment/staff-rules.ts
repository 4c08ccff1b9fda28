// Which pupils a member of staff may look up, and how much of them (RULES E2).
import type { Grant, StaffRole } from '#ground/actor.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffRefusal } from '#enrolment/model.ts';

/** `office` sees codes, guardians and contacts; `school` names, the codice utente and classes, of its own pupils. */
export interface Reach {
  readonly sees: 'office' | 'school';
  /** Null: every school, and pupils who are in none. */
  readonly schoolIds: readonly string[] | null;
}

/** Who has both kinds of role reads by the wider. The caterer who keeps the desk has the role of the office as well. */
export function decideReach(grants: readonly Grant[]): Outcome<Reach, StaffRefusal> {
  const office = reachOf(grants, 'office', ['office', 'administrator']);
  const reach = office ?? reachOf(grants, 'school', ['school']);
  return reach === undefined ? refuse('not-allowed') : accept(reach);
}

/** Of what only the office may do. */
export function officeReach(grants: readonly Grant[]): Outcome<Reach, 'not-allowed'> {
  const reach = decideReach(grants);
  return reach.ok && reach.value.sees === 'office' ? accept(reach.value) : refuse('not-allowed');
}

function reachOf(
  grants: readonly Grant[],
  sees: Reach['sees'],
  roles: readonly StaffRole[],
): Reach | undefined {
  const own = grants.filter((grant) => roles.includes(grant.role));
  if (own.length === 0) return undefined;
  const schoolIds = own.flatMap((grant) => (grant.schoolId === null ? [] : [grant.schoolId]));
  return { sees, schoolIds: schoolIds.length < own.length ? null : schoolIds };
}

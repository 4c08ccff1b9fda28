// Who acts: what the audit names, and which staff may act where.
import { expect, test } from 'vitest';
import { actorIdOf, hasRole, hasRoleAtSchool, systemActor } from '#ground/actor.ts';
import type { Actor } from '#ground/actor.ts';

const mother: Actor = {
  kind: 'guardian',
  guardianId: 'guardian-1',
  accountId: 'account-1',
  channel: 'portal',
};
const secretary: Actor = {
  kind: 'staff',
  accountId: 'account-2',
  grants: [{ role: 'school', schoolId: 'school-1', kitchenId: null }],
  channel: 'school',
};
const clerk: Actor = {
  kind: 'staff',
  accountId: 'account-3',
  grants: [{ role: 'office', schoolId: null, kitchenId: null }],
  channel: 'office',
};

test('the audit names the guardian, the account of the staff, or the job', () => {
  expect([mother, secretary, systemActor('close-day')].map(actorIdOf)).toEqual([
    'guardian-1',
    'account-2',
    'close-day',
  ]);
});

test('a role is had by staff who were granted it, never by a guardian or a job', () => {
  expect(hasRole(clerk, 'office', 'administrator')).toBe(true);
  expect(hasRole(secretary, 'office', 'administrator')).toBe(false);
  expect(hasRole(mother, 'office')).toBe(false);
  expect(hasRole(systemActor('close-day'), 'office')).toBe(false);
});

test('a school secretary acts for her school only, the office for all', () => {
  expect(hasRoleAtSchool(secretary, 'school-1', 'school')).toBe(true);
  expect(hasRoleAtSchool(secretary, 'school-2', 'school')).toBe(false);
  expect(hasRoleAtSchool(secretary, 'school-1', 'office')).toBe(false);
  expect(hasRoleAtSchool(clerk, 'school-2', 'office')).toBe(true);
  expect(hasRoleAtSchool(mother, 'school-1', 'school')).toBe(false);
});

// RULES E2: which pupils a member of staff may look up, and how much of them.
import { describe, expect, it } from 'vitest';
import { decideReach, officeReach } from '#enrolment/staff-rules.ts';
import type { Grant, StaffRole } from '#ground/actor.ts';

const grant = (role: StaffRole, schoolId: string | null = null): Grant => ({
  role,
  schoolId,
  kitchenId: null,
});
const sees = (who: 'office' | 'school', schoolIds: readonly string[] | null) => ({
  ok: true,
  value: { sees: who, schoolIds },
});
const refused = { ok: false, refusal: 'not-allowed' };

describe('who looks a pupil up', () => {
  it.each<[string, readonly Grant[], object]>([
    ['the office sees every school', [grant('office')], sees('office', null)],
    ['an administrator sees what the office sees', [grant('administrator')], sees('office', null)],
    ['a school sees its own pupils', [grant('school', 'rodari')], sees('school', ['rodari'])],
    [
      'who works for two schools sees both',
      [grant('school', 'rodari'), grant('school', 'manzoni')],
      sees('school', ['rodari', 'manzoni']),
    ],
    [
      'one role for all schools is wider than another for one',
      [grant('school', 'rodari'), grant('school')],
      sees('school', null),
    ],
    [
      'the wider role counts, also when it is for one school only',
      [grant('school'), grant('office', 'rodari')],
      sees('office', ['rodari']),
    ],
    ['a kitchen sees no pupil', [grant('kitchen')], refused],
    ['nor the serving site, nor the caterer', [grant('serving-site'), grant('caterer')], refused],
    ['nor who has no role', [], refused],
  ])('%s', (_what, grants, reach) => {
    expect(decideReach(grants)).toEqual(reach);
  });
});

describe('what only the office may do', () => {
  it.each<[string, readonly Grant[], object]>([
    ['the office may', [grant('office', 'rodari')], sees('office', ['rodari'])],
    ['a school may not', [grant('school', 'rodari')], refused],
    ['nor a kitchen', [grant('kitchen')], refused],
  ])('%s', (_what, grants, reach) => {
    expect(officeReach(grants)).toEqual(reach);
  });
});

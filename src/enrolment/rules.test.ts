// Whose child it is: the one place where a pupil becomes somebody's own.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuardianLink } from '#enrolment/model.ts';
import { decideOwnPupils, decideStaffPupils, ownPupilsOf } from '#enrolment/rules.ts';
import type { Actor, Grant, StaffRole } from '#ground/actor.ts';

const link = (accountId: string, pupilId: string, restricted = false): GuardianLink => ({
  accountId,
  pupilId,
  guardianId: `guardian of ${accountId}`,
  firstName: pupilId,
  restricted,
});
const links = [
  link('mother', 'anna'),
  link('mother', 'bruno'),
  link('father', 'anna'),
  link('father', 'bruno', true),
  link('neighbour', 'carla'),
];
const own = (accountId: string, ...pupilIds: readonly string[]) => ({
  ok: true,
  value: pupilIds.map((pupilId) => ({
    pupilId,
    guardianId: `guardian of ${accountId}`,
    firstName: pupilId,
  })),
});

describe('which staff may act for a child', () => {
  const staff = (...grants: readonly (readonly [StaffRole, string | null])[]): Actor => ({
    kind: 'staff',
    accountId: 'clerk',
    channel: 'office',
    grants: grants.map(([role, schoolId]): Grant => ({ role, schoolId, kitchenId: null })),
  });
  const pupils = [
    { pupilId: 'anna', firstName: 'Anna', schoolIds: ['rodari'] },
    { pupilId: 'bruno', firstName: 'Bruno', schoolIds: ['manzoni', 'rodari'] },
    { pupilId: 'carla', firstName: 'Carla', schoolIds: ['manzoni'] },
    { pupilId: 'dino', firstName: 'Dino', schoolIds: [] },
  ];
  const theirs = (...pupilIds: readonly string[]) => ({
    ok: true,
    value: pupils
      .filter((one) => pupilIds.includes(one.pupilId))
      .map(({ pupilId, firstName }) => ({ pupilId, firstName })),
  });
  const notFound = { ok: false, refusal: 'pupil-not-found' };
  const notAllowed = { ok: false, refusal: 'not-allowed' };
  const secretary = staff(['school', 'rodari']);

  it.each<[string, Actor, readonly string[], object]>([
    [
      'the office, for every one',
      staff(['office', null]),
      ['anna', 'carla'],
      theirs('anna', 'carla'),
    ],
    ['an administrator, for every one', staff(['administrator', null]), ['carla'], theirs('carla')],
    ['the office, also for who is in no school', staff(['office', null]), ['dino'], theirs('dino')],
    ['not for a child that nobody knows', staff(['office', null]), ['nobody'], notFound],
    [
      'a secretary, for children of her school',
      secretary,
      ['anna', 'bruno'],
      theirs('anna', 'bruno'),
    ],
    ['not for those of another school', secretary, ['carla'], notFound],
    ['nor for who is in none', secretary, ['dino'], notFound],
    ['nor for any, when one of those asked is not hers', secretary, ['anna', 'carla'], notFound],
    ['a secretary, not for a child that nobody knows', secretary, ['nobody'], notFound],
    [
      'one of two schools is enough',
      staff(['school', 'elsewhere'], ['school', 'manzoni']),
      ['bruno'],
      theirs('bruno'),
    ],
    ['a kitchen for nobody', staff(['kitchen', null]), ['anna'], notAllowed],
    [
      'who serves at the school for nobody',
      staff(['serving-site', 'rodari']),
      ['anna'],
      notAllowed,
    ],
    ['a member of staff without a role for nobody', staff(), [], notAllowed],
  ])('%s', (_what, actor, pupilIds, outcome) => {
    expect(decideStaffPupils(actor, pupilIds, pupils)).toEqual(outcome);
  });
});

describe('who may act for a child', () => {
  it.each([
    ['mother', ['anna'], own('mother', 'anna')],
    ['mother', ['anna', 'bruno'], own('mother', 'anna', 'bruno')],
    ['father', ['anna'], own('father', 'anna')],
    ['father', ['bruno'], { ok: false, refusal: 'guardian-restricted' }],
    ['father', ['anna', 'bruno'], { ok: false, refusal: 'guardian-restricted' }],
    ['mother', ['carla'], { ok: false, refusal: 'pupil-not-found' }],
    ['mother', ['anna', 'carla'], { ok: false, refusal: 'pupil-not-found' }],
    ['mother', ['nobody'], { ok: false, refusal: 'pupil-not-found' }],
    ['clerk', ['anna'], { ok: false, refusal: 'pupil-not-found' }],
    ['mother', [], { ok: true, value: [] }],
  ])('%s for %j', (accountId, pupilIds, expected) => {
    expect(decideOwnPupils(accountId, pupilIds, links)).toEqual(expected);
  });

  it('a family sees its own children without those restricted to it', () => {
    expect(ownPupilsOf('mother', links).map((one) => one.pupilId)).toEqual(['anna', 'bruno']);
    expect(ownPupilsOf('father', links).map((one) => one.pupilId)).toEqual(['anna']);
    expect(ownPupilsOf('clerk', links)).toEqual([]);
  });

  it('whatever the families, an account acts for exactly the children that it sees', () => {
    const accounts = fc.constantFrom('mother', 'father', 'neighbour');
    const pupils = fc.constantFrom('anna', 'bruno', 'carla');
    const anyLinks = fc.uniqueArray(
      fc
        .tuple(accounts, pupils, fc.boolean())
        .map(([account, pupil, restricted]) => link(account, pupil, restricted)),
      { selector: (one) => `${one.accountId} ${one.pupilId}` },
    );
    fc.assert(
      fc.property(anyLinks, accounts, fc.uniqueArray(pupils), (some, account, asked) => {
        const seen = ownPupilsOf(account, some).map((one) => one.pupilId);
        const outcome = decideOwnPupils(account, asked, some);
        expect(outcome.ok).toBe(asked.every((pupil) => seen.includes(pupil)));
      }),
    );
  });
});

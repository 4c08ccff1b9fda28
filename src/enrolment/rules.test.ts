// Whose child it is: the one place where a pupil becomes somebody's own.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuardianLink } from '#enrolment/model.ts';
import { decideOwnPupils, ownPupilsOf } from '#enrolment/rules.ts';

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

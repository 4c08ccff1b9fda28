// Whose children a number opens and which child a code: what a caller must never learn, case by case.
import { describe, expect, it } from 'vitest';
import type { CallerLink, FoundPupil, GivenCode, GivenPin } from '#enrolment/caller-rules.ts';
import { decideCaller, decideCode } from '#enrolment/caller-rules.ts';
import { asDay } from '#ground/day.ts';

const today = asDay('2026-11-23');
const anna: FoundPupil = {
  pupilId: 'anna',
  firstName: 'Anna',
  className: '2 A',
  eatsFrom: asDay('2026-09-14'),
};
const heard = { pupilId: 'anna', firstName: 'Anna', className: '2 A' };
const link = (accountId: string, pupil: Partial<CallerLink> = {}): CallerLink => ({
  ...anna,
  accountId,
  language: 'it',
  restricted: false,
  ...pupil,
});
const bruno = { pupilId: 'bruno', firstName: 'Bruno', className: '1 B' };

describe('a number', () => {
  it('opens the children of its account, in its language', () => {
    const links = [link('mother', { language: 'en' }), link('mother', { ...bruno })];
    expect(decideCaller(links, today)).toEqual({
      accountId: 'mother',
      language: 'en',
      pupils: [heard, bruno],
    });
  });

  it('that nobody has opens nothing', () => {
    expect(decideCaller([], today)).toBeUndefined();
  });

  it('on two accounts opens the one with more children, whichever stands first', () => {
    const links = [link('father'), link('mother'), link('mother', bruno)];
    expect(decideCaller(links, today)?.accountId).toBe('mother');
    const other = [link('father', bruno), link('father'), link('mother')];
    expect(decideCaller(other, today)?.accountId).toBe('father');
  });

  it('on two accounts with as many children always opens the same one', () => {
    const links = [link('mother'), link('father')];
    expect(decideCaller(links, today)?.accountId).toBe('father');
    expect(decideCaller(links.toReversed(), today)?.accountId).toBe('father');
  });

  it('does not open a child of whom a restricted guardian has the same number', () => {
    const links = [link('mother'), link('mother', bruno), link('father', { restricted: true })];
    expect(decideCaller(links, today)?.pupils).toEqual([bruno]);
    expect(decideCaller([link('father', { restricted: true })], today)).toBeUndefined();
  });

  it('does not open a child who has left', () => {
    const links = [link('mother', { eatsFrom: null }), link('mother', bruno)];
    expect(decideCaller(links, today)?.pupils).toEqual([bruno]);
  });

  it('says of a child who is still to begin from when it eats, and of one who begins today nothing', () => {
    const begins = (day: string) =>
      decideCaller([link('mother', { eatsFrom: asDay(day) })], today)?.pupils;
    expect(begins('2026-11-24')).toEqual([{ ...heard, beginsOn: '2026-11-24' }]);
    expect(begins('2026-11-23')).toEqual([heard]);
  });
});

describe('a code', () => {
  const given = (facts: Partial<GivenCode> = {}): GivenCode => ({
    pupil: anna,
    isRestricted: false,
    isOwnNumber: false,
    ...facts,
  });
  const nobody = { pupil: null };
  const left = { pupil: { ...anna, eatsFrom: null } };
  const opens = { ok: true, value: heard };
  const refused = (refusal: string) => ({ ok: false, refusal });

  it.each<[string, Partial<GivenCode>, GivenPin, object]>([
    ['opens its child where no PIN is asked', {}, 'not-asked', opens],
    ['opens it with the right PIN', {}, 'right', opens],
    ['with a wrong PIN is as unknown as one that nobody has', {}, 'wrong', refused('unknown-code')],
    ['that nobody has is unknown', nobody, 'not-asked', refused('unknown-code')],
    ['that nobody has is unknown with a PIN too', nobody, 'right', refused('unknown-code')],
    ['without the PIN that it needs asks for it', {}, 'none', refused('pin-needed')],
    ['that nobody has asks for a PIN in the same way', nobody, 'none', refused('pin-needed')],
    ['of who left asks for a PIN in the same way', left, 'none', refused('pin-needed')],
    ['from the guardian’s own number needs no PIN', { isOwnNumber: true }, 'none', opens],
    [
      'from the own number with a wrong PIN does not open',
      { isOwnNumber: true },
      'wrong',
      refused('unknown-code'),
    ],
    [
      'from the number of a restricted guardian is unknown',
      { isRestricted: true },
      'right',
      refused('unknown-code'),
    ],
    ['of a child who has left says so', left, 'right', refused('code-not-in-use')],
    ['of who left with a wrong PIN does not', left, 'wrong', refused('unknown-code')],
    [
      'of a child who is still to begin says from when',
      { pupil: { ...anna, eatsFrom: asDay('2026-12-01') } },
      'not-asked',
      { ok: true, value: { ...heard, beginsOn: '2026-12-01' } },
    ],
  ])('%s', (_what, facts, pin, outcome) => {
    expect(decideCode(given(facts), pin, today)).toEqual(outcome);
  });
});

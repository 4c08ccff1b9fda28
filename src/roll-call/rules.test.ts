// The rule of the roll call as a table: when it is taken, when it is too late, who may take it (RULES A3, C5, E2).
import { describe, expect, it, test } from 'vitest';
import type { Grant, StaffRole } from '#ground/actor.ts';
import { addDays, asDay } from '#ground/day.ts';
import type { RollCallFacts } from '#roll-call/model.ts';
import { decideRollCall, schoolsToCall } from '#roll-call/rules.ts';

const today = asDay('2026-11-23');
const facts: RollCallFacts = {
  day: today,
  today,
  daysBackMax: 7,
  hasCanteen: true,
  pupilIds: ['anna', 'bruno'],
  last: null,
};
const pupils = [
  { pupilId: 'anna', present: true },
  { pupilId: 'bruno', present: false },
];
const decide = (changes: Partial<RollCallFacts> = {}, said = pupils): unknown => {
  const outcome = decideRollCall(said, { ...facts, ...changes });
  return outcome.ok ? `${outcome.value.kind} ${outcome.value.revision}` : outcome.refusal;
};

describe('A3: a roll call', () => {
  it('is taken on the day itself', () => expect(decide()).toBe('take 0'));

  test.each([
    ['of tomorrow is taken tomorrow', { day: addDays(today, 1) }, 'day-not-begun'],
    ['of a week ago can still be mended', { day: addDays(today, -7) }, 'take 0'],
    ['of eight days ago no longer', { day: addDays(today, -8) }, 'day-too-old'],
    ['needs a day with canteen', { hasCanteen: false }, 'no-canteen'],
  ] as const)('%s', (_name, changes, expected) => expect(decide(changes)).toBe(expected));

  it('refused says the day, and for how many it can be mended', () => {
    const refused = (changes: Partial<RollCallFacts>) =>
      decideRollCall(pupils, { ...facts, ...changes });
    const [tomorrow, longAgo] = [addDays(today, 1), addDays(today, -8)];
    expect(refused({ day: tomorrow })).toMatchObject({ details: { day: tomorrow } });
    expect(refused({ day: longAgo })).toMatchObject({ details: { day: longAgo, days: 7 } });
    expect(refused({ hasCanteen: false })).toMatchObject({ details: { day: today } });
  });

  it('of a class that has grown since is news, though nobody changed', () => {
    const last = { revision: 2, pupils: pupils.slice(0, 1) };
    expect(decide({ last })).toBe('take 3');
    const fewer = pupils.slice(0, 1);
    expect(decide({ last: { revision: 2, pupils }, pupilIds: ['anna'] }, fewer)).toBe('take 3');
  });

  it('taken again is the next revision, and the same words again are no news', () => {
    const last = { revision: 2, pupils };
    expect(decide({ last })).toBe('already-so 2');
    const all = pupils.map((one) => ({ ...one, present: true }));
    expect(decide({ last }, all)).toBe('take 3');
    expect(decide({ last }, pupils.toReversed())).toBe('already-so 2');
  });

  test.each([
    ['a child is missing', [{ pupilId: 'anna', present: true }]],
    ['a child of another class is on it', [...pupils, { pupilId: 'carla', present: true }]],
    ['a child is named twice', [...pupils, { pupilId: 'anna', present: false }]],
    [
      'one child stands for another',
      [
        { pupilId: 'anna', present: true },
        { pupilId: 'carla', present: true },
      ],
    ],
  ])('is refused when %s: nobody is neither present nor absent', (_name, said) =>
    expect(decide({}, said)).toBe('class-changed'),
  );
});

describe('E2: a roll call is taken', () => {
  const schools = ['north', 'south'];
  const may = (role: StaffRole, schoolId: string | null = null): unknown => {
    const grant: Grant = { role, schoolId, kitchenId: null };
    const outcome = schoolsToCall([grant], schools);
    return outcome.ok ? outcome.value : outcome.refusal;
  };

  it('by the secretary of the school, and of no other', () => {
    expect(may('school', 'north')).toEqual(['north']);
    expect(may('school', 'elsewhere')).toEqual([]);
    expect(may('serving-site', 'south')).toEqual(['south']);
  });

  it('by office and administrator everywhere', () => {
    expect(may('office')).toEqual(schools);
    expect(may('administrator')).toEqual(schools);
  });

  it('by who has two schools at both', () => {
    const grants = schools.map((schoolId): Grant => ({
      role: 'school',
      schoolId,
      kitchenId: null,
    }));
    expect(schoolsToCall(grants, schools)).toEqual({ ok: true, value: schools });
    const cook: Grant = { role: 'kitchen', schoolId: null, kitchenId: null };
    expect(schoolsToCall([cook, ...grants.slice(1)], schools)).toMatchObject({ value: ['south'] });
  });

  it('by nobody of kitchen and caterer', () => {
    expect(may('kitchen')).toBe('not-allowed');
    expect(may('caterer')).toBe('not-allowed');
  });
});

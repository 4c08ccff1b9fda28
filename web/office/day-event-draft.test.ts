// What the form of an event says is missing, and the request it makes of what is filled in.
import { describe, expect, it } from 'vitest';
import type { EventChoices } from '#day-events/api.ts';
import { asDay } from '#ground/day.ts';
import { bodyOf, emptyDraft, kindsOf, mistakesOf } from './day-event-draft.ts';
import type { EventDraft } from './day-event-draft.ts';
import { timeOf } from './cut-off-time.ts';

const today = asDay('2026-11-23');
const [schoolId, classId, serviceId] = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
  '00000000-0000-4000-8000-000000000003',
] as const;
const choices: EventChoices = {
  today,
  canRecord: true,
  isOffice: true,
  openingNoticeDays: 3,
  services: [{ serviceId, name: 'Mensa' }],
  schools: [
    {
      schoolId,
      name: 'Primaria',
      grade: 'primary',
      isRecorded: true,
      classes: [{ classId, name: '1A' }],
    },
  ],
};
const filled: EventDraft = {
  ...emptyDraft(choices),
  reason: 'Sciopero',
  from: '2026-11-26',
  classIds: [classId],
};

describe('the form', () => {
  it.each<[string, Partial<EventDraft>, object]>([
    ['complete', {}, {}],
    ['without a reason', { reason: ' ' }, { reason: 'reason' }],
    ['without a day', { from: '' }, { from: 'from' }],
    ['for yesterday', { from: '2026-11-22' }, { from: 'from-past' }],
    ['for today', { from: '2026-11-23' }, {}],
    ['that ends before it begins', { to: '2026-11-25' }, { to: 'to-before-from' }],
    ['of sixty days', { to: '2027-01-24' }, {}],
    ['of sixty-one days', { to: '2027-01-25' }, { to: 'to-too-long' }],
    ['without a class', { classIds: [] }, { classes: 'classes' }],
    ['of a closure, which needs no class', { kind: 'closure', classIds: [] }, {}],
  ])('%s', (_what, part, expected) => {
    expect(mistakesOf({ ...filled, ...part }, today)).toEqual(expected);
  });

  it.each<[Partial<EventDraft>, object]>([
    [{}, { kind: 'strike', serviceId: null, days: ['2026-11-26'], classIds: [classId] }],
    [
      { kind: 'outing', lunch: 'packed', to: '2026-11-27' },
      { lunch: 'packed', days: ['2026-11-26', '2026-11-27'] },
    ],
    [{ kind: 'opening' }, { kind: 'opening', serviceId }],
    [
      { kind: 'closure', scope: 'primary' },
      { scope: { kind: 'grade', grade: 'primary' }, from: '2026-11-26', to: '2026-11-26' },
    ],
    [{ kind: 'closure', scope: schoolId }, { scope: { kind: 'school', schoolId } }],
  ])('of %o makes its request', (part, expected) => {
    const body = bodyOf({ ...filled, ...part }, choices);
    expect(body).toMatchObject(expected);
  });

  it('offers a secretary outings and strikes, and nothing where families report them', () => {
    const secretary = { ...choices, isOffice: false };
    const reported = choices.schools.map((school) => ({ ...school, isRecorded: false }));
    expect(kindsOf(choices)).toEqual(['strike', 'outing', 'opening', 'closure']);
    expect(kindsOf(secretary)).toEqual(['strike', 'outing']);
    expect(kindsOf({ ...secretary, schools: reported })).toEqual([]);
  });
});

describe('the hour of an extension', () => {
  it.each([
    ['10:15', '10:15'],
    ['9.05', '09:05'],
    ['24:00', undefined],
    ['domani', undefined],
  ])('%s is read as %s', (text, expected) => {
    expect(timeOf(text)).toBe(expected);
  });
});

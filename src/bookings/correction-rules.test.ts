// Corrections by tables: every sentence of RULES D2, who may correct what, and how a mistake is put right (RULES A6, A7).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskedCorrection, CorrectionFacts } from '#bookings/correction-rules.ts';
import { decideCorrection, effectOf, standingsOf } from '#bookings/correction-rules.ts';
import { isCharged, isOwed } from '#bookings/day-rules.ts';
import type { CorrectionInForce, MealRevision, StaffCorrection } from '#bookings/model.ts';
import type { Actor, Grant } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant } from '#ground/instant.ts';

const instant = (iso: string): Instant => asInstant(Date.parse(iso));

describe('RULES D2: who pays a meal of a closed day', () => {
  it.each<[string, CorrectionInForce | null, 'booked' | 'absent', boolean, boolean]>([
    ['absence in time, suspension, hold: nothing', null, 'absent', false, false],
    ['late or no notice: full', null, 'booked', true, true],
    ['sent home after the cut-off: full', 'sent-home', 'absent', true, true],
    [
      'not delivered: nothing, and the caterer is owed nothing',
      'not-delivered',
      'booked',
      false,
      false,
    ],
    [
      'not delivered to a child that was sent home: nothing',
      'not-delivered',
      'absent',
      false,
      false,
    ],
    [
      'outing recorded after the cut-off: nothing to the family, still owed',
      'outing-late',
      'absent',
      false,
      true,
    ],
    [
      'strike recorded after the cut-off: nothing to the family, still owed',
      'strike-late',
      'absent',
      false,
      true,
    ],
    ['child fed without booking: full', 'came-unbooked', 'booked', true, true],
    ['A8, late in an amnesty: nothing to the family, still owed', 'amnesty', 'absent', false, true],
    [
      'A8, forgotten in the grace period: nothing to the family, still owed',
      'grace',
      'absent',
      false,
      true,
    ],
    [
      'in time but after a closing, off: nothing to the family, still owed',
      'in-time-after-closing',
      'absent',
      false,
      true,
    ],
    ['in time but after a closing, on again: full', 'in-time-after-closing', 'booked', true, true],
  ])('%s', (_, correction, outcome, charged, owed) => {
    expect(isCharged({ outcome, correction })).toBe(charged);
    expect(isOwed({ outcome, correction })).toBe(owed);
  });

  it.each<[CorrectionInForce, -1 | 0 | 1]>([
    ['sent-home', -1],
    ['came-unbooked', 1],
    ['not-delivered', 0],
    ['outing-late', -1],
    ['strike-late', -1],
    ['amnesty', -1],
    ['grace', -1],
  ])('the kitchen is told of %s: %i', (kind, kitchen) => {
    expect(effectOf(kind, 'absent').kitchen).toBe(kitchen);
    expect(effectOf(kind, 'booked').kitchen).toBe(kitchen);
  });

  it('of what came in time after a closing the kitchen is told what it now is', () => {
    expect(effectOf('in-time-after-closing', 'booked').kitchen).toBe(1);
    expect(effectOf('in-time-after-closing', 'absent').kitchen).toBe(-1);
  });
});

const day = asDay('2026-11-23');
const booked: MealRevision = { outcome: 'booked', correction: null };
const sentHome: MealRevision = { outcome: 'absent', correction: 'sent-home' };
const came: MealRevision = { outcome: 'booked', correction: 'came-unbooked' };
const mistake: MealRevision = { outcome: 'booked', correction: 'mistake' };

const anna: CorrectionFacts = {
  pupilId: 'anna',
  schoolId: 'primaria',
  hasCanteen: true,
  frozen: true,
  cutOffAt: instant('2026-11-23T09:30:00+01:00'),
  revisions: [booked],
};

function staff(...grants: readonly Partial<Grant>[]): Actor {
  return {
    kind: 'staff',
    accountId: 'account',
    channel: 'office',
    grants: grants.map((grant) => ({ role: 'office', schoolId: null, kitchenId: null, ...grant })),
  };
}

const secretary = staff({ role: 'school', schoolId: 'primaria' });

function ask(
  kind: StaffCorrection,
  facts: Partial<CorrectionFacts> = {},
  asked: Partial<AskedCorrection> = {},
) {
  return decideCorrection(
    {
      kind,
      day,
      actor: secretary,
      now: instant('2026-11-23T11:00:00+01:00'),
      today: day,
      daysBackMax: { school: 7, office: 60 },
      passesOver: false,
      ...asked,
    },
    [{ ...anna, ...facts }],
  );
}

const becomes = (outcome: string, restored: string | null = null) => ({
  ok: true,
  value: { corrected: [{ pupilId: 'anna', outcome, restored }], passedOver: 0 },
});
const refused = (refusal: string) => ({ ok: false, refusal });

describe('what a correction makes of a meal', () => {
  it.each<[string, StaffCorrection, readonly MealRevision[], unknown]>([
    ['a child with a meal goes home', 'sent-home', [booked], becomes('absent')],
    ['a child without a meal cannot be taken off it', 'sent-home', [], refused('no-booked-meal')],
    ['a child is sent home once', 'sent-home', [booked, sentHome], refused('already-corrected')],
    ['A7: a child that was never booked is fed', 'came-unbooked', [], becomes('booked')],
    [
      'a child with a meal needs no second one',
      'came-unbooked',
      [booked],
      refused('already-booked'),
    ],
    [
      'a child sent home comes back for lunch',
      'came-unbooked',
      [booked, sentHome],
      becomes('booked'),
    ],
    ['the meal does not come', 'not-delivered', [booked], becomes('booked')],
    [
      'what does not come, does not come to a child sent home either',
      'not-delivered',
      [booked, sentHome],
      becomes('absent'),
    ],
    ['without a meal nothing is missing', 'not-delivered', [], refused('no-booked-meal')],
    ['the class is on an outing', 'outing-late', [booked], becomes('absent')],
    ['the class has a strike', 'strike-late', [booked], becomes('absent')],
    ['the wrong child was sent home', 'mistake', [booked, sentHome], becomes('booked')],
    ['the wrong child was fed', 'mistake', [came], becomes('absent')],
    [
      'back for lunch was wrong: sent home holds again',
      'mistake',
      [booked, sentHome, came],
      becomes('absent', 'sent-home'),
    ],
    ['what closing wrote is no mistake', 'mistake', [booked], refused('nothing-to-restore')],
    [
      'a mistake is put right once',
      'mistake',
      [booked, sentHome, mistake],
      refused('nothing-to-restore'),
    ],
    [
      'what a family asked is no mistake of ours',
      'mistake',
      [booked, { outcome: 'absent', correction: 'amnesty' }],
      refused('nothing-to-restore'),
    ],
    ...(['grace', 'in-time-after-closing'] as const).map(
      (correction): [string, StaffCorrection, readonly MealRevision[], unknown] => [
        `nor is ${correction}`,
        'mistake',
        [booked, { outcome: 'absent', correction }],
        refused('nothing-to-restore'),
      ],
    ),
    [
      'what did not come, did not come once',
      'not-delivered',
      [booked, { outcome: 'booked', correction: 'not-delivered' }],
      refused('already-corrected'),
    ],
    [
      'from a meal that did not come nobody is sent home',
      'sent-home',
      [booked, { outcome: 'booked', correction: 'not-delivered' }],
      refused('no-booked-meal'),
    ],
    [
      'after a mistake the right child is sent home',
      'sent-home',
      [booked, sentHome, mistake],
      becomes('absent'),
    ],
  ])('%s', (_, kind, revisions, expected) => {
    expect(ask(kind, { revisions })).toMatchObject(expected as object);
  });

  it('of whole classes those are corrected whom it concerns, and the others are counted', () => {
    const asked = { kind: 'not-delivered', passesOver: true } as const;
    const common = { ...anna, day };
    const outcome = decideCorrection(
      {
        ...asked,
        day,
        actor: secretary,
        now: instant('2026-11-23T11:00:00+01:00'),
        today: day,
        daysBackMax: { school: 7, office: 60 },
      },
      [
        common,
        { ...common, pupilId: 'bruno', revisions: [{ outcome: 'absent', correction: 'amnesty' }] },
      ],
    );
    expect(outcome).toMatchObject({
      value: { corrected: [{ pupilId: 'anna' }], passedOver: 1 },
    });
  });

  it('where it concerns nobody it says so', () => {
    expect(ask('strike-late', { revisions: [] }, { passesOver: true })).toMatchObject(
      refused('nothing-to-correct'),
    );
  });
});

describe('who may correct, and when', () => {
  const administrator = staff({ role: 'administrator' });
  it.each<[string, Actor, unknown]>([
    ['the secretary of the school', secretary, becomes('absent')],
    [
      'who serves at the school',
      staff({ role: 'serving-site', schoolId: 'primaria' }),
      becomes('absent'),
    ],
    ['the office', staff({}), becomes('absent')],
    ['the administrator', administrator, becomes('absent')],
    [
      'the secretary of another school does not see the child',
      staff({ role: 'school', schoolId: 'media' }),
      refused('pupil-not-found'),
    ],
    ['the kitchen does not correct', staff({ role: 'kitchen' }), refused('not-allowed')],
    [
      'the caterer does not correct what it is owed',
      staff({ role: 'caterer' }),
      refused('not-allowed'),
    ],
  ])('%s', (_, actor, expected) => {
    expect(ask('sent-home', {}, { actor })).toMatchObject(expected as object);
  });

  const open = { frozen: false, revisions: [] };
  it.each<[string, Partial<CorrectionFacts>, Partial<AskedCorrection>, unknown]>([
    [
      'before the cut-off there is an absence to record instead',
      open,
      { now: instant('2026-11-23T09:30:59+01:00') },
      { refusal: 'not-yet-closed', details: { act: 'sent_home' } },
    ],
    [
      'in the seconds of the closing: wait',
      open,
      { now: instant('2026-11-23T09:31:00+01:00') },
      { refusal: 'closing-now', details: { day } },
    ],
    [
      'where nothing is served there is nothing to correct',
      { ...open, hasCanteen: false },
      {},
      { refusal: 'day-not-served', details: { day } },
    ],
    [
      'a child that is not enrolled',
      { schoolId: null, revisions: [] },
      {},
      { refusal: 'not-enrolled', details: { day } },
    ],
    ['a school until the seventh day', {}, { today: asDay('2026-11-30') }, becomes('absent')],
    [
      'not on the eighth',
      {},
      { today: asDay('2026-12-01') },
      { refusal: 'correction-too-late', details: { max: 7 } },
    ],
    [
      'the office then still may',
      {},
      { today: asDay('2026-12-01'), actor: staff({}) },
      becomes('absent'),
    ],
  ])('%s', (_, facts, asked, expected) => {
    expect(ask('sent-home', facts, asked)).toMatchObject(expected as object);
  });
});

it('whatever is corrected and put right again, a mistake gives back exactly what was there before', () => {
  const kinds = [
    'sent-home',
    'came-unbooked',
    'not-delivered',
    'outing-late',
    'strike-late',
    'mistake',
  ] as const;
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.constantFrom(...kinds), { maxLength: 12 }),
      (isBooked, acts) => {
        const revisions: MealRevision[] = isBooked ? [booked] : [];
        const inForce = [standingsOf(revisions).at(-1)];
        for (const kind of acts) {
          const decision = ask(kind, { revisions: [...revisions] });
          if (!decision.ok) continue;
          const [meal] = decision.value.corrected;
          if (meal === undefined) throw new Error('nobody was corrected');
          revisions.push({ outcome: meal.outcome, correction: kind });
          const { outcome, restored } = meal;
          if (kind === 'mistake') inForce.pop();
          else inForce.push({ outcome, correction: kind });
          const holds = inForce.at(-1);
          const correction = kind === 'mistake' ? restored : kind;
          expect({ outcome, correction }).toEqual(holds ?? { outcome: 'absent', correction: null });
          expect(standingsOf(revisions).at(-1)).toEqual(holds);
        }
      },
    ),
  );
});

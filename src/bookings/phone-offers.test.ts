// RULES B4 as the telephone offers it: what is offered is what is taken (the rule: phone-offer-rules.test.ts).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeDays } from '#bookings/change-days.ts';
import { changeRange } from '#bookings/change-range.ts';
import type { OfferedOperation, PhoneOffers } from '#bookings/phone-offer-rules.ts';
import { readPhoneOffers } from '#bookings/read-phone-offers.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { accountOfSample, ofFamily, sampleDesk, sampleGuardian } from '#bookings/sample.ts';
import type { Day } from '#ground/day.ts';
import { addDays, asDay } from '#ground/day.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const deskAt = (iso: string): Promise<SampleDesk> => sampleDesk(database, (towns += 1), iso);
  const read = (desk: SampleDesk, pupilIds: readonly string[], who = desk.town.families[0]) =>
    database.inTenant(desk.town.tenantId, 'family', (tx) =>
      readPhoneOffers(
        tx,
        desk.means,
        {
          kind: 'family',
          account: Promise.resolve(accountOfSample(who ?? ofFamily(desk.town, 0).family)),
          channel: 'voice',
        },
        pupilIds,
        desk.clock.now(),
      ),
    );
  const offersOf = async (desk: SampleDesk, index: number): Promise<PhoneOffers> => {
    const { pupilIds } = ofFamily(desk.town, 0);
    const answer = await read(desk, [pupilIds[index] ?? '']);
    if (!answer.ok || answer.value[0] === undefined) throw new Error('no offers');
    return answer.value[0];
  };

  it('on the last evening before Christmas each child has its own day after it, far away', async () => {
    const desk = await deskAt('2026-12-22T19:00:00+01:00');
    const answer = await read(desk, ofFamily(desk.town, 0).pupilIds);
    expect(answer).toMatchObject({
      value: [
        { first: { day: '2027-01-07', isFar: true }, lastDay: '2027-07-31' },
        { first: { day: '2027-01-11', isFar: true } },
      ],
    });
  });

  it('an extension of the cut-off keeps the line open', async () => {
    const desk = await deskAt('2026-11-23T09:45:00+01:00');
    expect((await offersOf(desk, 0)).line).toEqual({
      isOpen: false,
      opens: { day: '2026-11-23', time: '18:00' },
    });
    await desk.setCutOff({ kind: 'tenant' }, '10:00');
    expect(await offersOf(desk, 0)).toMatchObject({
      line: { isOpen: true },
      first: { day: '2026-11-23' },
    });
  });

  it('another family’s child and a restricted guardian’s get no offers', async () => {
    const desk = await deskAt('2026-11-23T08:00:00+01:00');
    const { pupilIds } = ofFamily(desk.town, 0);
    const other = ofFamily(desk.town, 1).family;
    expect(await read(desk, pupilIds, other)).toMatchObject({ refusal: 'pupil-not-found' });
    const father = await sampleGuardian(database, desk.town, pupilIds, true);
    expect(await read(desk, pupilIds, father)).toMatchObject({ refusal: 'guardian-restricted' });
  });

  /** Every state that a first useful day can be in; then each operation is really asked for, and undone by the rollback. */
  const states: readonly [
    string,
    (desk: SampleDesk, pupilIds: readonly string[]) => Promise<unknown>,
  ][] = [
    ['nothing said', async () => undefined],
    ['absent', (desk, pupilIds) => desk.ask({ pupilIds, days: ['2026-11-24'] })],
    [
      'plain',
      (desk, pupilIds) => desk.ask({ pupilIds, days: ['2026-11-24'], operation: 'plain-meal' }),
    ],
    [
      'plain on the two days after',
      (desk, pupilIds) =>
        desk.ask({ pupilIds, days: ['2026-11-25', '2026-11-26'], operation: 'plain-meal' }),
    ],
    ['suspended, open', (desk, pupilIds) => desk.askRange({ pupilIds, from: '2026-11-24' })],
    [
      'suspended for two days',
      (desk, pupilIds) => desk.askRange({ pupilIds, from: '2026-11-24', to: '2026-11-25' }),
    ],
    [
      'suspended from next week on',
      (desk, pupilIds) => desk.askRange({ pupilIds, from: '2026-11-30' }),
    ],
    [
      'absent under a suspension',
      async (desk, pupilIds) => {
        await desk.ask({ pupilIds, days: ['2026-11-24'] });
        await desk.askRange({ pupilIds, from: '2026-11-24' });
      },
    ],
    [
      'plain under an absence, with two more behind it',
      async (desk, pupilIds) => {
        await desk.ask({ pupilIds, days: ['2026-11-24'], operation: 'plain-meal' });
        await desk.ask({ pupilIds, days: ['2026-11-24'] });
        await desk.ask({ pupilIds, days: ['2026-11-25', '2026-11-26'], operation: 'plain-meal' });
      },
    ],
  ];
  it.each(states)('what is offered is what is taken: %s', async (_what, prepare) => {
    const desk = await deskAt('2026-11-23T19:00:00+01:00');
    const pupilIds = ofFamily(desk.town, 0).pupilIds.slice(0, 1);
    await prepare(desk, pupilIds);
    const { first, suspension, operations } = await offersOf(desk, 0);
    const day = first?.day ?? asDay('2026-11-24');
    expect(day).toBe('2026-11-24');
    const begin = suspension !== null && suspension.from > day ? suspension.from : day;
    const taken: OfferedOperation[] = [];
    for (const operation of everyOperation) {
      if (await isTaken(desk, operation, pupilIds, day, begin)) taken.push(operation);
    }
    expect(operations).toEqual(taken);
  });

  const everyOperation: readonly OfferedOperation[] = [
    'absence',
    'absence-days',
    'absence-undone',
    'plain-meal',
    'plain-meal-undone',
    'suspension',
    'resumption',
  ];

  /** Really asked for, and rolled back. */
  async function isTaken(
    desk: SampleDesk,
    operation: OfferedOperation,
    pupilIds: readonly string[],
    day: Day,
    begin: Day,
  ): Promise<boolean> {
    const { town, means, clock } = desk;
    const arrivedAt = clock.now();
    const account = accountOfSample(ofFamily(town, 0).family);
    const requester = {
      kind: 'family',
      account: Promise.resolve(account),
      channel: 'voice',
    } as const;
    const common = { arrivedAt, key: idempotencyKeyOf(randomUUID(), operation, '') };
    let isChanged = false;
    const run = database.inTenant(town.tenantId, 'family', async (tx) => {
      const outcome =
        operation === 'suspension' || operation === 'resumption'
          ? await changeRange(tx, means, requester, {
              ...common,
              operation,
              entries: pupilIds.map((pupilId) => ({
                pupilId,
                from: operation === 'resumption' ? begin : day,
                to: null,
              })),
            })
          : await changeDays(tx, means, requester, {
              ...common,
              operation: operation === 'absence-days' ? 'absence' : operation,
              entries: pupilIds.map((pupilId) => ({
                pupilId,
                days: operation === 'absence-days' ? [day, addDays(day, 1)] : [day],
              })),
            });
      isChanged = outcome.ok && outcome.value.kind === 'changed';
      throw new Error('rolled back');
    });
    await expect(run).rejects.toThrow('rolled back');
    return isChanged;
  }
});

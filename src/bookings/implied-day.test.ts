// RULES B4: on which day a call falls, on a real database (the rule: implied-day-rules.test.ts).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImpliedDay } from '#bookings/read-implied-day.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { accountOfSample, ofFamily, sampleDesk } from '#bookings/sample.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';

describe('on a real database', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const heard = async (desk: SampleDesk, family: number, pupil: number) => {
    const { family: who, pupilIds } = ofFamily(desk.town, family);
    const answer = await database.inTenant(desk.town.tenantId, 'family', (tx) =>
      readImpliedDay(
        tx,
        desk.means,
        { kind: 'family', account: Promise.resolve(accountOfSample(who)), channel: 'voice' },
        pupilIds[pupil] ?? '',
        desk.clock.now(),
      ),
    );
    return answer.ok ? answer.value.map(({ implied }) => implied) : answer.refusal;
  };

  it('on the evening before the Christmas holidays the next meal is after them, each child’s own', async () => {
    const desk = await sampleDesk(database, 1, '2026-12-22T19:00:00+01:00');
    expect(await heard(desk, 0, 0)).toEqual([
      { kind: 'day', day: '2027-01-07', state: 'expected', isFar: true },
    ]);
    // The class of the second child has canteen on Mondays and Wednesdays only.
    expect(await heard(desk, 0, 1)).toEqual([
      { kind: 'day', day: '2027-01-11', state: 'expected', isFar: true },
    ]);
  });
});

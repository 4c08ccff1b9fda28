// A guardian takes children off the meal and puts them back, on every database that the product runs on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleDesk } from '#bookings/sample.ts';
import { codeOf, instant, nothingLeft, sampleDesk } from '#bookings/sample.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const monday = '2026-11-23';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const deskAt = (iso: string): Promise<SampleDesk> => sampleDesk(database, (towns += 1), iso);
  const refusedRequests = ({ town }: SampleDesk) =>
    database.asOwner(
      `select refusal, channel, actor_id, request from bookings.refused_request where tenant_id = ${town.tenantId} order by recorded_at`,
    );
  describe('the minute of the cut-off', () => {
    it('an absence that arrives at 9:30:59.999 is recorded', async () => {
      const desk = await deskAt('2026-11-23T09:30:59.999+01:00');
      expect(await desk.ask({ days: [monday] })).toMatchObject({
        ok: true,
        value: { kind: 'changed' },
      });
      expect(await desk.absences()).toEqual([`${monday} 101 mensa`, `${monday} 102 mensa`]);
    });

    it('an absence that arrives at 9:31:00.000 is refused, and the refusal is recorded with what was asked', async () => {
      const desk = await deskAt('2026-11-23T09:31:00.000+01:00');
      const [family] = desk.town.families;
      expect(await desk.ask({ days: [monday] })).toEqual({
        ok: false,
        refusal: 'after-cut-off',
        details: { day: monday, cutOffAt: instant('2026-11-23T09:30:00+01:00') },
      });
      expect(await desk.rowsLeft()).toEqual({ ...nothingLeft, 'bookings.refused_request': 1 });
      expect(await refusedRequests(desk)).toEqual([
        {
          refusal: 'after-cut-off',
          channel: 'portal',
          actor_id: family?.guardianId,
          request: {
            operation: 'absence',
            entries: family?.pupilIds.map((pupilId) => ({ pupilId, days: [monday] })),
          },
        },
      ]);
    });

    it('what counts is when the request arrived, not when it is worked on', async () => {
      const desk = await deskAt('2026-11-23T09:31:05+01:00');
      const arrivedAt = instant('2026-11-23T09:30:59.900+01:00');
      expect(await desk.ask({ days: [monday], arrivedAt })).toMatchObject({
        ok: true,
        value: { receipt: { receivedAt: '2026-11-23T09:30:59.900+01:00' } },
      });
    });

    it('holds both ways: putting a child back is refused a minute later', async () => {
      const desk = await deskAt('2026-11-23T08:00:00+01:00');
      await desk.ask({ days: [monday] });
      desk.clock.set('2026-11-23T09:31:00+01:00');
      expect(await desk.ask({ days: [monday], operation: 'absence-undone' })).toMatchObject({
        refusal: 'after-cut-off',
      });
      expect(await desk.absences()).toHaveLength(2);
    });

    it.each([
      ['2026-10-23', '2026-10-23T07:30:59.999Z', true],
      ['2026-10-23', '2026-10-23T07:31:00.000Z', false],
      ['2026-10-26', '2026-10-26T08:30:59.999Z', true],
      ['2026-10-26', '2026-10-26T08:31:00.000Z', false],
      ['2027-03-31', '2027-03-31T07:30:59.999Z', true],
      ['2027-03-31', '2027-03-31T07:31:00.000Z', false],
    ])(
      'around the change of the clocks it is 9:30 on the wall: for %s at %s in time is %s',
      async (day, iso, isInTime) => {
        const desk = await deskAt(iso);
        const [pupilId = ''] = desk.town.families[0]?.pupilIds ?? [];
        expect((await desk.ask({ days: [day], pupilIds: [pupilId] })).ok).toBe(isInTime);
      },
    );

    it('a cut-off that the office moves counts for the very next request', async () => {
      const desk = await deskAt('2026-11-23T08:10:00+01:00');
      expect((await desk.ask({ days: ['2026-11-24'] })).ok).toBe(true);
      await desk.setCutOff({ kind: 'tenant' }, '08:00');
      expect(await desk.ask({ days: [monday] })).toMatchObject({ refusal: 'after-cut-off' });
    });
  });

  describe('a receipt', () => {
    it('says what, for whom, for which days, by which channel and when it was received, with a code of nine digits', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const [anna = '', bruno = ''] = desk.town.families[0]?.pupilIds ?? [];
      const answer = await desk.ask({ days: ['2026-11-25', monday, '2026-11-24'] });
      expect(answer).toEqual({
        ok: true,
        value: {
          kind: 'changed',
          receipt: {
            code: expect.stringMatching(/^\d{9}$/),
            receivedAt: '2026-11-23T09:12:00.000+01:00',
            channel: 'portal',
            by: 'Genitore',
            lines: [
              {
                pupilId: anna,
                pupilFirstName: 'Bimbo101',
                serviceName: 'Mensa',
                operation: 'absence',
                days: [monday, '2026-11-24', '2026-11-25'],
                from: null,
                to: null,
                stillAbsent: [],
              },
              {
                pupilId: bruno,
                pupilFirstName: 'Bimbo102',
                serviceName: 'Mensa',
                operation: 'absence',
                days: [monday, '2026-11-25'],
                from: null,
                to: null,
                stillAbsent: [],
              },
            ].toSorted((one, other) => (one.pupilId < other.pupilId ? -1 : 1)),
          },
        },
      });
      expect(await desk.rowsLeft()).toEqual({
        'bookings.change': 1,
        'bookings.change_line': 2,
        'bookings.absent_day': 5,
        'bookings.refused_request': 0,
        'receipts.receipt': 1,
        'platform.outbox': 1,
        'platform.idempotent_request': 1,
        'audit.event': 1,
      });
    });

    it('undoing has one of its own, and the child eats again', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const first = await desk.ask({ days: [monday] });
      desk.clock.set('2026-11-23T09:20:00+01:00');
      const second = await desk.ask({ days: [monday], operation: 'absence-undone' });
      expect(codeOf(second)).not.toBe(codeOf(first));
      expect(await desk.absences()).toEqual([]);
    });
  });

  describe('days', () => {
    it('a range with week-ends writes the canteen days of each child', async () => {
      const desk = await deskAt('2026-11-20T09:00:00+01:00');
      const range = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'];
      await desk.ask({ days: range });
      expect(await desk.absences()).toEqual([
        '2026-11-20 101 mensa',
        '2026-11-23 101 mensa',
        '2026-11-23 102 mensa',
        '2026-11-24 101 mensa',
      ]);
    });

    it('with one of them past its cut-off nothing is written at all', async () => {
      const desk = await deskAt('2026-11-23T10:00:00+01:00');
      expect(await desk.ask({ days: [monday, '2026-11-24', '2026-11-25'] })).toMatchObject({
        refusal: 'after-cut-off',
      });
      expect(await desk.absences()).toEqual([]);
    });

    it('thousands of years apart are decided like any other', async () => {
      const desk = await deskAt('2026-11-20T09:00:00+01:00');
      await desk.ask({ days: ['0001-01-01', '2026-11-23', '9999-12-31'] });
      expect(await desk.absences()).toEqual([`${monday} 101 mensa`, `${monday} 102 mensa`]);
    });

    it('before the child was enrolled there is nothing to change, and the request is recorded', async () => {
      const desk = await deskAt('2026-08-20T09:00:00+02:00');
      expect(await desk.ask({ days: ['2026-08-24'] })).toEqual({
        ok: false,
        refusal: 'nothing-asked',
      });
      expect(await desk.rowsLeft()).toEqual({ ...nothingLeft, 'bookings.refused_request': 1 });
    });

    it('after a child has changed class the class of each day decides', async () => {
      const desk = await deskAt('2026-11-20T09:00:00+01:00');
      const { everyDay, twoDays } = desk.town.classIds;
      const [anna = '', bruno = ''] = desk.town.families[0]?.pupilIds ?? [];
      await moveClass(desk, anna, [everyDay, twoDays], '2026-11-25');
      await moveClass(desk, bruno, [twoDays, everyDay], '2026-11-25');
      // 1A eats every day, 2B on Monday and Wednesday: on the Tuesday before Anna, on the Thursday after Bruno.
      await desk.ask({ days: ['2026-11-24', '2026-11-25', '2026-11-26'] });
      expect(await desk.absences()).toEqual([
        '2026-11-24 101 mensa',
        '2026-11-25 101 mensa',
        '2026-11-25 102 mensa',
        '2026-11-26 102 mensa',
      ]);
    });
  });

  async function moveClass(
    desk: SampleDesk,
    pupilId: string,
    classIds: readonly [before: string, after: string],
    from: string,
  ): Promise<void> {
    const { tenantId } = desk.town;
    const recorded = `timestamptz '2026-11-01 08:00:00+00'`;
    await database.asOwner(`
      update enrolment.class_membership set superseded_at = ${recorded} where tenant_id = ${tenantId} and pupil_id = '${pupilId}';
      insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, valid_to, recorded_at, recorded_by) values
        (${tenantId}, gen_random_uuid(), '${pupilId}', '${classIds[0]}', '2026-09-01', date '${from}' - 1, ${recorded}, 'sample'),
        (${tenantId}, gen_random_uuid(), '${pupilId}', '${classIds[1]}', '${from}', null, ${recorded}, 'sample');`);
  }
});

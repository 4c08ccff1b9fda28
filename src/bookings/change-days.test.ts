// A guardian takes children off the meal and puts them back, on every database that the product runs on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeAnswer } from '#bookings/change-days.ts';
import type { SampleDesk, SampleFamily } from '#bookings/sample.ts';
import { instant, sampleDesk, sampleGuardian } from '#bookings/sample.ts';
import { asDay } from '#ground/day.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { cutOffSetting } from '#calendar/tenant-calendar.ts';
import { systemActor } from '#ground/actor.ts';
import type { SettingScope } from '#tenancy/model.ts';
import { recordSetting } from '#tenancy/record-setting.ts';

const monday = '2026-11-23';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const deskAt = (iso: string): Promise<SampleDesk> => sampleDesk(database, (towns += 1), iso);
  const absences = async ({ town }: SampleDesk): Promise<readonly string[]> =>
    (
      await database.asOwner(
        `select to_char(a.day, 'YYYY-MM-DD') as day, p.pupil_code as code, s.code as service
           from bookings.absent_day a
           join enrolment.pupil p on p.tenant_id = a.tenant_id and p.pupil_id = a.pupil_id
           join schools.meal_service s on s.tenant_id = a.tenant_id and s.service_id = a.service_id
          where a.tenant_id = ${town.tenantId} order by 1, 2, 3`,
      )
    ).map((row) => `${String(row['day'])} ${String(row['code'])} ${String(row['service'])}`);
  const refusedRequests = ({ town }: SampleDesk) =>
    database.asOwner(
      `select refusal, channel, actor_id, request from bookings.refused_request where tenant_id = ${town.tenantId} order by recorded_at`,
    );
  /** How many rows a request has left in every table that it writes. */
  const rowsLeft = async ({ town }: SampleDesk): Promise<Record<string, unknown> | undefined> => {
    const tables = [
      'bookings.change',
      'bookings.change_line',
      'bookings.absent_day',
      'bookings.refused_request',
      'receipts.receipt',
      'platform.outbox',
      'platform.idempotent_request',
    ];
    const counts = tables.map(
      (table) =>
        `(select count(*)::int from ${table} where tenant_id = ${town.tenantId}) as "${table}"`,
    );
    const audit = `(select count(*)::int from audit.event where tenant_id = ${town.tenantId} and action like 'bookings.%') as "audit.event"`;
    return (await database.asOwner(`select ${[...counts, audit].join(', ')}`))[0];
  };
  const nothing = {
    'bookings.change': 0,
    'bookings.change_line': 0,
    'bookings.absent_day': 0,
    'bookings.refused_request': 0,
    'receipts.receipt': 0,
    'platform.outbox': 0,
    'platform.idempotent_request': 0,
    'audit.event': 0,
  };

  describe('the minute of the cut-off', () => {
    it('an absence that arrives at 9:30:59.999 is recorded', async () => {
      const desk = await deskAt('2026-11-23T09:30:59.999+01:00');
      expect(await desk.ask({ days: [monday] })).toMatchObject({
        ok: true,
        value: { kind: 'changed' },
      });
      expect(await absences(desk)).toEqual([`${monday} 101 mensa`, `${monday} 102 mensa`]);
    });

    it('an absence that arrives at 9:31:00.000 is refused, and the refusal is recorded with what was asked', async () => {
      const desk = await deskAt('2026-11-23T09:31:00.000+01:00');
      const [family] = desk.town.families;
      expect(await desk.ask({ days: [monday] })).toEqual({
        ok: false,
        refusal: 'after-cut-off',
        details: { day: monday, cutOffAt: instant('2026-11-23T09:30:00+01:00') },
      });
      expect(await rowsLeft(desk)).toEqual({ ...nothing, 'bookings.refused_request': 1 });
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
      expect(await absences(desk)).toHaveLength(2);
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
      await setCutOff(desk, { kind: 'tenant' }, '08:00');
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
              },
              {
                pupilId: bruno,
                pupilFirstName: 'Bimbo102',
                serviceName: 'Mensa',
                operation: 'absence',
                days: [monday, '2026-11-25'],
              },
            ].toSorted((one, other) => (one.pupilId < other.pupilId ? -1 : 1)),
          },
        },
      });
      expect(await rowsLeft(desk)).toEqual({
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
      expect(await absences(desk)).toEqual([]);
    });
  });

  describe('the same request twice', () => {
    it('with the same key is one change and the same receipt', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const first = await desk.ask({ days: [monday], key: 'tap-1' });
      const before = await rowsLeft(desk);
      expect(await desk.ask({ days: [monday], key: 'tap-1' })).toEqual({
        ok: true,
        value: { kind: 'repeated', receiptCode: codeOf(first) },
      });
      expect(await rowsLeft(desk)).toEqual(before);
    });

    it('with the same key after the cut-off still gets its receipt', async () => {
      const desk = await deskAt('2026-11-23T09:30:00+01:00');
      const first = await desk.ask({ days: [monday], key: 'tap-1' });
      desk.clock.set('2026-11-23T09:40:00+01:00');
      expect(await desk.ask({ days: [monday], key: 'tap-1' })).toMatchObject({
        value: { receiptCode: codeOf(first) },
      });
    });

    it('with another key asks for what is already so and gets the receipt of then', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const first = await desk.ask({ days: [monday] });
      expect(await desk.ask({ days: [monday] })).toEqual({
        ok: true,
        value: { kind: 'repeated', receiptCode: codeOf(first) },
      });
      const undone = await desk.ask({ days: [monday], operation: 'absence-undone' });
      expect(await desk.ask({ days: [monday], operation: 'absence-undone' })).toEqual({
        ok: true,
        value: { kind: 'repeated', receiptCode: codeOf(undone) },
      });
      expect(await rowsLeft(desk)).toMatchObject({ 'bookings.change': 2, 'receipts.receipt': 2 });
    });

    it('undone for the second time gets the receipt of the second undoing', async () => {
      const desk = await deskAt('2026-11-23T09:00:00+01:00');
      const codes: (string | undefined)[] = [];
      for (const [minute, operation] of [
        [1, 'absence'],
        [2, 'absence-undone'],
        [3, 'absence'],
        [4, 'absence-undone'],
      ] as const) {
        desk.clock.set(`2026-11-23T09:0${minute}:00+01:00`);
        codes.push(codeOf(await desk.ask({ days: [monday], operation })));
      }
      const again = await desk.ask({ days: [monday], operation: 'absence-undone' });
      expect(codeOf(again)).toBe(codes[3]);
    });

    it('by the other guardian gets the receipt of the first', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const father = await sampleGuardian(
        database,
        desk.town,
        desk.town.families[0]?.pupilIds ?? [],
      );
      const first = await desk.ask({ days: [monday] });
      expect(await desk.ask({ days: [monday], family: father })).toMatchObject({
        value: { kind: 'repeated', receiptCode: codeOf(first) },
      });
    });

    it('with the same key and something else in it is refused and changes nothing', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      await desk.ask({ days: [monday], key: 'tap-1' });
      const before = await rowsLeft(desk);
      const refused = { ok: false, refusal: 'key-reused' };
      expect(await desk.ask({ days: ['2026-11-25'], key: 'tap-1' })).toEqual(refused);
      expect(await desk.ask({ days: [monday], key: 'tap-1', operation: 'absence-undone' })).toEqual(
        refused,
      );
      expect(await rowsLeft(desk)).toEqual(before);
    });

    it('a refused request may be tried again with its key', async () => {
      const desk = await deskAt('2026-11-23T09:31:00+01:00');
      expect((await desk.ask({ days: [monday], key: 'tap-1' })).ok).toBe(false);
      expect(await desk.ask({ days: ['2026-11-25'], key: 'tap-1' })).toMatchObject({
        value: { kind: 'changed' },
      });
    });

    it('the same key of two families is two requests', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const [mine, other] = desk.town.families;
      const answers = [
        await desk.ask({ days: [monday], key: 'tap-1', ...own(mine) }),
        await desk.ask({ days: [monday], key: 'tap-1', ...own(other) }),
      ];
      expect(answers).toMatchObject([
        { value: { kind: 'changed' } },
        { value: { kind: 'changed' } },
      ]);
    });
  });

  describe('whose child it is', () => {
    it('any guardian of the child may undo what the other did', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const father = await sampleGuardian(
        database,
        desk.town,
        desk.town.families[0]?.pupilIds ?? [],
      );
      await desk.ask({ days: [monday] });
      expect(
        await desk.ask({ days: [monday], operation: 'absence-undone', family: father }),
      ).toMatchObject({ value: { kind: 'changed' } });
      const makers = await database.asOwner(
        `select operation, actor_id from bookings.change join bookings.change_line using (tenant_id, change_id)
          where tenant_id = ${desk.town.tenantId} and line = 1 order by change_id`,
      );
      expect(makers).toEqual(
        expect.arrayContaining([
          { operation: 'absence', actor_id: desk.town.families[0]?.guardianId },
          { operation: 'absence-undone', actor_id: father.guardianId },
        ]),
      );
    });

    it("another family's child does not exist, and takes the own child's change with it", async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const [mine, other] = desk.town.families;
      const pupilIds = [mine?.pupilIds[0] ?? '', other?.pupilIds[0] ?? ''];
      expect(await desk.ask({ days: [monday], pupilIds })).toEqual({
        ok: false,
        refusal: 'pupil-not-found',
      });
      expect(await rowsLeft(desk)).toEqual(nothing);
    });

    it("a child of another authority does not exist, even for its own family's account", async () => {
      const [here, elsewhere] = [
        await deskAt('2026-11-23T09:12:00+01:00'),
        await deskAt('2026-11-23T09:12:00+01:00'),
      ];
      const [foreign] = elsewhere.town.families;
      const refused = { ok: false, refusal: 'pupil-not-found' };
      expect(await here.ask({ days: [monday], pupilIds: foreign?.pupilIds ?? [] })).toEqual(
        refused,
      );
      expect(await here.ask({ days: [monday], ...own(foreign) })).toEqual(refused);
      expect([await rowsLeft(here), await rowsLeft(elsewhere)]).toEqual([nothing, nothing]);
    });

    it('a guardian whom the office has restricted changes nothing', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const restricted = await sampleGuardian(
        database,
        desk.town,
        desk.town.families[0]?.pupilIds ?? [],
        true,
      );
      expect(await desk.ask({ days: [monday], family: restricted })).toEqual({
        ok: false,
        refusal: 'guardian-restricted',
      });
      expect(await rowsLeft(desk)).toEqual(nothing);
    });
  });

  describe('days', () => {
    it('a range with week-ends writes the canteen days of each child', async () => {
      const desk = await deskAt('2026-11-20T09:00:00+01:00');
      const range = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'];
      await desk.ask({ days: range });
      expect(await absences(desk)).toEqual([
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
      expect(await absences(desk)).toEqual([]);
    });

    it('thousands of years apart are decided like any other', async () => {
      const desk = await deskAt('2026-11-20T09:00:00+01:00');
      await desk.ask({ days: ['0001-01-01', '2026-11-23', '9999-12-31'] });
      expect(await absences(desk)).toEqual([`${monday} 101 mensa`, `${monday} 102 mensa`]);
    });

    it('before the child was enrolled there is nothing to change, and the request is recorded', async () => {
      const desk = await deskAt('2026-08-20T09:00:00+02:00');
      expect(await desk.ask({ days: ['2026-08-24'] })).toEqual({
        ok: false,
        refusal: 'nothing-asked',
      });
      expect(await rowsLeft(desk)).toEqual({ ...nothing, 'bookings.refused_request': 1 });
    });

    it('after a child has changed class the class of each day decides', async () => {
      const desk = await deskAt('2026-11-20T09:00:00+01:00');
      const { everyDay, twoDays } = desk.town.classIds;
      const [anna = '', bruno = ''] = desk.town.families[0]?.pupilIds ?? [];
      await moveClass(desk, anna, [everyDay, twoDays], '2026-11-25');
      await moveClass(desk, bruno, [twoDays, everyDay], '2026-11-25');
      // 1A eats every day, 2B on Monday and Wednesday: on the Tuesday before Anna, on the Thursday after Bruno.
      await desk.ask({ days: ['2026-11-24', '2026-11-25', '2026-11-26'] });
      expect(await absences(desk)).toEqual([
        '2026-11-24 101 mensa',
        '2026-11-25 101 mensa',
        '2026-11-25 102 mensa',
        '2026-11-26 102 mensa',
      ]);
    });
  });

  describe('a child with two meal services', () => {
    const withSnack = async (iso: string): Promise<{ desk: SampleDesk; snackId: string }> => {
      const desk = await deskAt(iso);
      return { desk, snackId: await addSnack(desk) };
    };

    it('"oggi non mangia" covers both, one line each on one receipt', async () => {
      const { desk } = await withSnack('2026-11-23T09:12:00+01:00');
      const answer = await desk.ask({ days: [monday], ...own(desk.town.families[1]) });
      expect(answer).toMatchObject({
        value: { receipt: { lines: [{ days: [monday] }, { days: [monday] }] } },
      });
      expect(await absences(desk)).toEqual([`${monday} 201 mensa`, `${monday} 201 merenda`]);
    });

    it('when lunch is past its cut-off it covers the snack', async () => {
      const { desk } = await withSnack('2026-11-23T10:00:00+01:00');
      await desk.ask({ days: [monday], ...own(desk.town.families[1]) });
      expect(await absences(desk)).toEqual([`${monday} 201 merenda`]);
    });

    it('a service that is named is the only one', async () => {
      const { desk, snackId } = await withSnack('2026-11-23T09:12:00+01:00');
      await desk.ask({ days: [monday], serviceId: snackId, ...own(desk.town.families[1]) });
      expect(await absences(desk)).toEqual([`${monday} 201 merenda`]);
    });

    it('a lunch that is named and past its cut-off is refused', async () => {
      const { desk } = await withSnack('2026-11-23T10:00:00+01:00');
      const outcome = await desk.ask({
        days: [monday],
        serviceId: desk.town.serviceId,
        ...own(desk.town.families[1]),
      });
      expect(outcome).toMatchObject({ refusal: 'after-cut-off' });
    });

    /** A snack every day, until noon, for the child of the second family. */
    async function addSnack(desk: SampleDesk): Promise<string> {
      const { tenantId, classIds, families } = desk.town;
      const snackId = crypto.randomUUID();
      const recorded = `timestamptz '2026-09-01 06:00:00+00', 'sample'`;
      await database.asOwner(`
        insert into schools.meal_service (tenant_id, service_id, code, name) values (${tenantId}, '${snackId}', 'merenda', 'Merenda');
        insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
          values (${tenantId}, gen_random_uuid(), '${classIds.everyDay}', '${snackId}', 31, '2026-09-01', ${recorded});
        insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
          values (${tenantId}, gen_random_uuid(), '${families[1]?.pupilIds[0]}', '${snackId}', 31, '2026-09-01', ${recorded});`);
      await setCutOff(desk, { kind: 'service', serviceId: snackId }, '12:00');
      return snackId;
    }
  });

  describe('what must not happen', () => {
    it('a request that took ten seconds records nothing and says so; a millisecond less is settled', async () => {
      const desk = await deskAt('2026-11-23T09:12:10+01:00');
      const arrivedAt = instant('2026-11-23T09:12:00+01:00');
      expect(await desk.ask({ days: [monday], arrivedAt })).toEqual({
        ok: false,
        refusal: 'too-slow',
      });
      expect(await rowsLeft(desk)).toEqual(nothing);
      desk.clock.set('2026-11-23T09:12:09.999+01:00');
      expect(await desk.ask({ days: [monday], arrivedAt })).toMatchObject({ ok: true });
    });

    it('a request in time whose day another process has already closed is refused as closed, and recorded', async () => {
      const desk = await deskAt('2026-11-23T09:31:10+01:00');
      await desk.close(monday);
      desk.clock.set('2026-11-23T09:31:02+01:00');
      const arrivedAt = instant('2026-11-23T09:30:59+01:00');
      expect(await desk.ask({ days: [monday], arrivedAt })).toEqual({
        ok: false,
        refusal: 'day-closed',
        details: { day: monday },
      });
      expect(await refusedRequests(desk)).toMatchObject([{ refusal: 'day-closed' }]);
      expect(await absences(desk)).toEqual([]);
    });

    it('a crash after the decision leaves nothing behind, and the same request can be made again', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const crashing = {
        ...desk.means,
        issueReceipt: async (...args: Parameters<typeof desk.means.issueReceipt>) => {
          await desk.means.issueReceipt(...args);
          throw new Error('the power failed');
        },
      };
      await expect(desk.ask({ days: [monday], key: 'tap-1', means: crashing })).rejects.toThrow(
        'the power failed',
      );
      expect(await rowsLeft(desk)).toEqual(nothing);
      expect(await desk.ask({ days: [monday], key: 'tap-1' })).toMatchObject({
        value: { kind: 'changed' },
      });
    });

    it('a write that the database refuses takes every other write with it', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const first = await desk.ask({ days: ['2026-11-25'] });
      const before = await rowsLeft(desk);
      const sameCode = {
        ...desk.means,
        issueReceipt: async (...args: Parameters<typeof desk.means.issueReceipt>) => ({
          ...(await desk.means.issueReceipt(...args)),
          code: codeOf(first) ?? '',
        }),
      };
      await expect(desk.ask({ days: [monday], means: sameCode })).rejects.toThrow(
        'change_tenant_id_receipt_code_key',
      );
      expect(await rowsLeft(desk)).toEqual(before);
    });
  });

  it('the table of absences in force can be rebuilt from the log of changes', async () => {
    const desk = await deskAt('2026-11-16T08:00:00+01:00');
    const days = [
      '2026-11-18',
      '2026-11-20',
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-27',
    ];
    // A fixed sequence that looks like chance: every pair of days, off and on again, by turns of the children.
    const [anna = '', bruno = ''] = desk.town.families[0]?.pupilIds ?? [];
    const whom = [[anna], [bruno], [anna, bruno]];
    let at = desk.clock.now();
    for (let turn = 0; turn < 80; turn += 1) {
      at = plusSeconds(at, 2 * 3600);
      desk.clock.set(new Date(at).toISOString());
      await desk.ask({
        days: [days[(turn * 5) % 6] ?? '', days[(turn * 7 + 3) % 6] ?? ''],
        pupilIds: whom[(turn * 2 + Math.floor(turn / 6)) % 3] ?? [],
        operation: (turn * 3 + Math.floor(turn / 4)) % 5 < 3 ? 'absence' : 'absence-undone',
      });
    }
    const { tenantId } = desk.town;
    const rebuilt = await database.asOwner(`
      with entry as (
        select l.pupil_id, l.service_id, d.day, l.operation, c.change_id,
               row_number() over (partition by l.pupil_id, l.service_id, d.day order by c.recorded_at desc) as age
          from bookings.change c
          join bookings.change_line l on l.tenant_id = c.tenant_id and l.change_id = c.change_id
          cross join lateral unnest(l.days) as d (day)
         where c.tenant_id = ${tenantId})
      select pupil_id, service_id, day, change_id from entry where age = 1 and operation = 'absence' order by pupil_id, service_id, day`);
    const current = await database.asOwner(
      `select pupil_id, service_id, day, change_id from bookings.absent_day where tenant_id = ${tenantId} order by pupil_id, service_id, day`,
    );
    expect(current).toEqual(rebuilt);
    expect(current.length).toBeGreaterThan(2);
    const [log] = await database.asOwner(
      `select count(*) filter (where operation = 'absence-undone')::int as undone from bookings.change_line where tenant_id = ${tenantId}`,
    );
    expect(Number(log?.['undone'])).toBeGreaterThan(3);
  });

  it.each(['bookings.change', 'bookings.change_line', 'bookings.refused_request'])(
    'nobody rewrites what was asked: %s refuses it even to the owner of the database',
    async (table) => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      await desk.ask({ days: [monday] });
      await desk.ask({ days: ['2026-11-20'] });
      const whose = `where tenant_id = ${desk.town.tenantId}`;
      await expect(
        database.asOwner(`update ${table} set tenant_id = tenant_id ${whose}`),
      ).rejects.toThrow('append-only');
      await expect(database.asOwner(`delete from ${table} ${whose}`)).rejects.toThrow(
        'append-only',
      );
    },
  );

  /** Same day, that time, from September on. */
  async function setCutOff(desk: SampleDesk, scope: SettingScope, time: string): Promise<void> {
    const recorded = await database.inTenant(desk.town.tenantId, 'office', async (tx) =>
      recordSetting(tx, desk.clock, systemActor('test'), {
        definition: cutOffSetting,
        scope,
        value: { daysBefore: 0, time, counted: 'calendar' },
        validFrom: asDay('2026-09-01'),
        firstDayNotYetOpen: asDay('2026-09-01'),
      }),
    );
    if (!recorded.ok) throw new Error(recorded.refusal);
  }

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

function codeOf(outcome: Outcome<ChangeAnswer, string>): string | undefined {
  if (!outcome.ok) return undefined;
  return outcome.value.kind === 'changed' ? outcome.value.receipt.code : outcome.value.receiptCode;
}

/** A request of a family for its own children. */
function own(family: SampleFamily | undefined): {
  family: SampleFamily;
  pupilIds: readonly string[];
} {
  if (family === undefined) throw new Error('a town has two families');
  return { family, pupilIds: family.pupilIds };
}

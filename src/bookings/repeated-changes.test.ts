// The same request twice is one change and one receipt; and whose child it is (RULES B5, B8).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleDesk } from '#bookings/sample.ts';
import { codeOf, nothingLeft, ofFamily, sampleDesk, sampleGuardian } from '#bookings/sample.ts';
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

  describe('the same request twice', () => {
    it('with the same key is one change and the same receipt', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const first = await desk.ask({ days: [monday], key: 'tap-1' });
      const before = await desk.rowsLeft();
      expect(await desk.ask({ days: [monday], key: 'tap-1' })).toEqual({
        ok: true,
        value: { kind: 'repeated', receiptCode: codeOf(first) },
      });
      expect(await desk.rowsLeft()).toEqual(before);
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
      expect(await desk.rowsLeft()).toMatchObject({ 'bookings.change': 2, 'receipts.receipt': 2 });
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
      const before = await desk.rowsLeft();
      const refused = { ok: false, refusal: 'key-reused' };
      expect(await desk.ask({ days: ['2026-11-25'], key: 'tap-1' })).toEqual(refused);
      expect(await desk.ask({ days: [monday], key: 'tap-1', operation: 'absence-undone' })).toEqual(
        refused,
      );
      expect(await desk.rowsLeft()).toEqual(before);
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
      const answers = [
        await desk.ask({ days: [monday], key: 'tap-1', ...ofFamily(desk.town, 0) }),
        await desk.ask({ days: [monday], key: 'tap-1', ...ofFamily(desk.town, 1) }),
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
      expect(await desk.rowsLeft()).toEqual(nothingLeft);
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
      expect(await here.ask({ days: [monday], ...ofFamily(elsewhere.town, 0) })).toEqual(refused);
      expect([await here.rowsLeft(), await elsewhere.rowsLeft()]).toEqual([
        nothingLeft,
        nothingLeft,
      ]);
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
      expect(await desk.rowsLeft()).toEqual(nothingLeft);
    });
  });
});

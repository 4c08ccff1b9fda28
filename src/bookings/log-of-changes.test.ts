// What was asked stays as it was: crashes leave nothing, the log is the truth, and nobody rewrites it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingsHandlers } from '#bookings/jobs.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { codeOf, instant, nothingLeft, sampleDesk } from '#bookings/sample.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
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

  describe('what must not happen', () => {
    it('a request that took ten seconds records nothing and says so; a millisecond less is settled', async () => {
      const desk = await deskAt('2026-11-23T09:12:10+01:00');
      const arrivedAt = instant('2026-11-23T09:12:00+01:00');
      expect(await desk.ask({ days: [monday], arrivedAt })).toEqual({
        ok: false,
        refusal: 'too-slow',
      });
      expect(await desk.rowsLeft()).toEqual(nothingLeft);
      desk.clock.set('2026-11-23T09:12:09.999+01:00');
      expect(await desk.ask({ days: [monday], arrivedAt })).toMatchObject({ ok: true });
    });

    it('a request in time whose day another process has already closed becomes a correction, with an alarm', async () => {
      const desk = await deskAt('2026-11-23T09:31:10+01:00');
      await desk.close(monday);
      desk.clock.set('2026-11-23T09:31:02+01:00');
      const arrivedAt = instant('2026-11-23T09:30:59+01:00');
      const answer = await desk.ask({ days: [monday], arrivedAt });
      expect(answer).toMatchObject({ ok: true, value: { kind: 'changed' } });
      const alarms: string[] = [];
      const log = logTo(
        (line) => alarms.push(line),
        () => 'now',
      );
      const handlers = bookingsHandlers({ ...desk.means, log });
      for (const _twice of [1, 2])
        await sweepOutbox({ database, clock: desk.clock, log, handlers, limit: 100 });
      const corrections = await database.asOwner(
        `select outcome, correction, reason, revision from bookings.meal where tenant_id = ${desk.town.tenantId} and revision > 0`,
      );
      expect(corrections).toEqual(
        desk.town.families[0]?.pupilIds.map(() => ({
          outcome: 'absent',
          correction: 'in-time-after-closing',
          reason: codeOf(answer),
          revision: 1,
        })),
      );
      expect(alarms.join()).toContain('in-time-after-closing');
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
      expect(await desk.rowsLeft()).toEqual(nothingLeft);
      expect(await desk.ask({ days: [monday], key: 'tap-1' })).toMatchObject({
        value: { kind: 'changed' },
      });
    });

    it('a write that the database refuses takes every other write with it', async () => {
      const desk = await deskAt('2026-11-23T09:12:00+01:00');
      const first = await desk.ask({ days: ['2026-11-25'] });
      const before = await desk.rowsLeft();
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
      expect(await desk.rowsLeft()).toEqual(before);
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
});

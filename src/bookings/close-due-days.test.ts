// Every day that is over is closed, of every authority, whatever happens to one of them.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDueDays, dueDayCloser } from '#bookings/close-due-days.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { sampleDesk, stillClock } from '#bookings/sample.ts';
import { asDay } from '#ground/day.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { openTestDatabase } from '#platform/test-database.ts';

describe('closing what is over', () => {
  let database: Database;
  let lines: Record<string, unknown>[];
  const clock = stillClock('2026-09-15T09:31:10+02:00');
  const opened: Database[] = [];
  beforeEach(async () => {
    database = await openTestDatabase();
    opened.push(database);
    lines = [];
    clock.set('2026-09-15T09:31:10+02:00');
  });
  afterAll(() => Promise.all(opened.map((one) => one.close())));

  const town = (index: number): Promise<SampleDesk> =>
    sampleDesk(database, index, '2026-09-15T08:00:00+02:00');
  const meansOf = (desk: SampleDesk) => ({
    database,
    clock,
    calendarAt: desk.means.calendarAt,
    log: logTo(
      (line) => lines.push(JSON.parse(line)),
      () => 'now',
    ),
  });
  const closedDays = async ({ town: { tenantId } }: SampleDesk): Promise<readonly unknown[]> =>
    (
      await database.asOwner(
        `select concat(s.name, ' ', to_char(c.day, 'YYYY-MM-DD')) as closed from bookings.day_closing c
           join schools.school s on s.tenant_id = c.tenant_id and s.school_id = c.school_id
          where c.tenant_id = ${tenantId} order by 1`,
      )
    ).map((row) => row['closed']);

  it('closes every authority from the day it was created on, and writes a line for each day', async () => {
    const [one, other] = [await town(1), await town(2)];
    expect(await dueDayCloser(meansOf(one))()).toBe(4);
    // 2B has canteen on Monday and Wednesday, 1A every day: the school is served on both days.
    const both = ['Primaria 2026-09-14', 'Primaria 2026-09-15'];
    expect([await closedDays(one), await closedDays(other)]).toEqual([both, both]);
    for (const { town: of } of [one, other]) {
      const own = lines.filter((line) => line['tenantId'] === of.tenantId);
      expect(own.map((line) => [line['event'], line['day'], line['count']])).toEqual([
        ['day-closed', '2026-09-14', 3],
        ['day-closed', '2026-09-15', 2],
      ]);
    }
  });

  it('looks again when the next day is over, and not a moment earlier', async () => {
    const desk = await town(1);
    const close = dueDayCloser(meansOf(desk));
    clock.set('2026-09-15T09:31:09+02:00');
    expect([await close(), await close()]).toEqual([1, 0]);
    clock.set('2026-09-15T09:31:10+02:00');
    expect([await close(), await close()]).toEqual([1, 0]);
    clock.set('2026-09-16T09:31:10+02:00');
    expect(await close()).toBe(1);
  });

  it('two processes at once close each day once', async () => {
    const desk = await town(1);
    const counts = await Promise.all([
      dueDayCloser(meansOf(desk))(),
      dueDayCloser(meansOf(desk))(),
    ]);
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(2);
    expect(await closedDays(desk)).toEqual(['Primaria 2026-09-14', 'Primaria 2026-09-15']);
  });

  it("one school's fault keeps its own later days waiting, and nobody else's", async () => {
    const [broken, healthy] = [await town(1), await town(2)];
    await addSchool(broken, 'Media');
    await breakMonday(broken);
    await expect(dueDayCloser(meansOf(broken))()).rejects.toThrow('some days could not be closed');
    expect(await closedDays(broken)).toEqual(['Media 2026-09-14', 'Media 2026-09-15']);
    expect(await closedDays(healthy)).toHaveLength(2);
    const { tenantId, schoolId, serviceId } = broken.town;
    expect(lines.filter((line) => line['level'] === 'alarm')).toEqual([
      {
        at: 'now',
        level: 'alarm',
        event: 'closing-fault',
        tenantId,
        schoolId,
        serviceId,
        day: '2026-09-14',
        fault: expect.stringMatching(/^error 23505/),
      },
    ]);
  });

  it('a day whose cut-off the office has moved waits, and the later ones wait behind it', async () => {
    const desk = await town(1);
    const { tenantId, schoolId, serviceId } = desk.town;
    await database.asOwner(
      `insert into calendar.service_day (tenant_id, school_id, service_id, day, cut_off_at)
       values (${tenantId}, '${schoolId}', '${serviceId}', '2026-09-14', timestamptz '2026-09-15 10:00:00+02')`,
    );
    expect((await closeDueDays(meansOf(desk), tenantId, asDay('2026-09-14'))).closed).toBe(0);
    clock.set('2026-09-15T10:01:10+02:00');
    expect((await closeDueDays(meansOf(desk), tenantId, asDay('2026-09-14'))).closed).toBe(2);
  });

  /** A meal that is already there: what a closing would run into if somebody had written past us. */
  async function breakMonday(desk: SampleDesk): Promise<void> {
    const { tenantId, schoolId, serviceId, shiftId, kitchenId, classIds, families } = desk.town;
    await database.asOwner(
      `insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id, serving_site_id, kitchen_id, special_diet_ids, recorded_at, recorded_by)
       select ${tenantId}, '${serviceId}', '2026-09-14', '${families[0]?.pupilIds[0]}', 0, 'booked', '${schoolId}', '${classIds.everyDay}', '${shiftId}', serving_site_id, '${kitchenId}', '{}', timestamptz '2026-09-14 07:00:00+00', 'nobody'
         from schools.serving_site where tenant_id = ${tenantId}`,
    );
  }

  async function addSchool(desk: SampleDesk, name: string): Promise<void> {
    const { tenantId, serviceId, kitchenId } = desk.town;
    const [schoolId, shiftId, classId] = [randomUUID(), randomUUID(), randomUUID()];
    const recorded = `timestamptz '2026-09-01 06:00:00+00', 'sample'`;
    await database.asOwner(`
      insert into schools.school (tenant_id, school_id, code, name, grade, institute_name) values (${tenantId}, '${schoolId}', 'S2', '${name}', 'middle', 'Istituto');
      insert into schools.shift (tenant_id, shift_id, school_id, name, starts_at) values (${tenantId}, '${shiftId}', '${schoolId}', 'Unico', '13:10');
      insert into schools.school_class (tenant_id, class_id, school_id, school_year, code, name, shift_id) values (${tenantId}, '${classId}', '${schoolId}', 2026, '3C', '3C', '${shiftId}');
      insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
        values (${tenantId}, '${randomUUID()}', '${classId}', '${serviceId}', 31, '2026-09-01', ${recorded});
      insert into schools.supply (tenant_id, supply_id, school_id, service_id, kitchen_id, serving_site_id, valid_from, recorded_at, recorded_by)
        select ${tenantId}, '${randomUUID()}', '${schoolId}', '${serviceId}', '${kitchenId}', serving_site_id, '2026-09-01', ${recorded}
          from schools.serving_site where tenant_id = ${tenantId};`);
  }
});

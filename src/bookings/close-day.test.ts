// The day is closed: who eats what becomes immutable facts, once, in time, and also after an outage.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDay } from '#bookings/close-day.ts';
import type { Closing } from '#bookings/close-day.ts';
import { dueClosings } from '#bookings/due-closings.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { ofFamily, sampleDesk } from '#bookings/sample.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import { asDay } from '#ground/day.ts';
import { isoInstant } from '#ground/instant.ts';
import type { Accepted } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const monday = '2026-11-23';
const recorded = `timestamptz '2026-09-01 06:00:00+00', 'sample'`;
const meals = (pupilMeals: number, adultMeals = 0): Accepted<Closing> =>
  accept({ pupilMeals, adultMeals });

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const deskAt = (iso: string): Promise<SampleDesk> => sampleDesk(database, (towns += 1), iso);
  /** What was frozen, as 'day pupil class variant'. */
  const frozen = async ({ town }: SampleDesk): Promise<readonly string[]> =>
    (
      await database.asOwner(
        `select concat_ws(' ', to_char(m.day, 'YYYY-MM-DD'), p.pupil_code, c.code, m.variant) as meal
           from bookings.meal m
           join enrolment.pupil p on p.tenant_id = m.tenant_id and p.pupil_id = m.pupil_id
           join schools.school_class c on c.tenant_id = m.tenant_id and c.class_id = m.class_id
          where m.tenant_id = ${town.tenantId} order by 1`,
      )
    ).map((row) => String(row['meal']));
  /** The days that are due, as 'day school'. */
  const due = async (desk: SampleDesk, startsOn: string) => {
    const { town, means, clock } = desk;
    const found = await database.inTenant(town.tenantId, 'system', (tx) =>
      dueClosings(tx, means.calendarAt, clock.now(), asDay(startsOn)),
    );
    return {
      ...found,
      days: found.due.map(({ day, school }) => `${day} ${school.schoolName} ${school.serviceName}`),
    };
  };
  const closeWhatIsDue = async (desk: SampleDesk, startsOn: string): Promise<void> => {
    for (const { school, day } of (await due(desk, startsOn)).due) {
      await database.inTenant(desk.town.tenantId, 'system', (tx) =>
        closeDay(tx, desk.means, [school], day),
      );
    }
  };

  describe('when', () => {
    it('never before the minute of the cut-off is over and the last request has had its ten seconds', async () => {
      const desk = await deskAt('2026-11-23T09:31:09.999+01:00');
      expect(await desk.close(monday)).toEqual([
        { ok: false, refusal: 'not-yet-over', details: { day: monday } },
      ]);
      expect((await due(desk, monday)).days).toEqual([]);
      desk.clock.set('2026-11-23T09:31:10.000+01:00');
      expect((await due(desk, monday)).days).toEqual([`${monday} Primaria Mensa`]);
      expect(await desk.close(monday)).toEqual([meals(3)]);
    });

    it.each([
      ['2026-10-23', '2026-10-23T07:31:10.000Z'],
      ['2026-10-26', '2026-10-26T08:31:10.000Z'],
      ['2027-03-31', '2027-03-31T07:31:10.000Z'],
    ])('around the change of the clocks: %s is over at %s', async (day, iso) => {
      const desk = await deskAt(new Date(Date.parse(iso) - 1).toISOString());
      expect(await desk.close(day)).toMatchObject([{ refusal: 'not-yet-over' }]);
      desk.clock.set(iso);
      expect((await desk.close(day))[0]?.ok).toBe(true);
    });

    it('a day is closed once: the second time finds it closed and changes nothing', async () => {
      const desk = await deskAt('2026-11-23T09:31:10+01:00');
      await desk.close(monday);
      const before = await frozen(desk);
      desk.clock.set('2026-11-23T12:00:00+01:00');
      expect(await desk.close(monday)).toEqual([
        { ok: false, refusal: 'already-closed', details: { day: monday } },
      ]);
      expect(await frozen(desk)).toEqual(before);
    });

    it('a cut-off that the office has moved for the day moves the closing', async () => {
      const desk = await deskAt('2026-11-23T09:40:00+01:00');
      const { tenantId, schoolId, serviceId } = desk.town;
      await database.asOwner(
        `insert into calendar.service_day (tenant_id, school_id, service_id, day, cut_off_at)
         values (${tenantId}, '${schoolId}', '${serviceId}', '${monday}', timestamptz '2026-11-23 10:00:00+01')`,
      );
      expect(await desk.close(monday)).toMatchObject([{ refusal: 'not-yet-over' }]);
      expect(await desk.ask({ days: [monday] })).toMatchObject({ ok: true });
      desk.clock.set('2026-11-23T10:01:10+01:00');
      expect(await desk.close(monday)).toEqual([meals(1)]);
    });
  });

  describe('who eats', () => {
    it('everybody whose class has canteen, without those taken off: 2B on Monday, not on Tuesday', async () => {
      const desk = await deskAt('2026-11-23T09:00:00+01:00');
      const [anna = ''] = desk.town.families[0]?.pupilIds ?? [];
      await desk.ask({ days: [monday, '2026-11-24'], pupilIds: [anna] });
      desk.clock.set('2026-11-24T09:31:10+01:00');
      expect([...(await desk.close(monday)), ...(await desk.close('2026-11-24'))]).toEqual([
        meals(2),
        meals(1),
      ]);
      expect(await frozen(desk)).toEqual([
        `${monday} 102 2B`,
        `${monday} 201 1A`,
        '2026-11-24 201 1A',
      ]);
    });

    it('a child put back in time eats', async () => {
      const desk = await deskAt('2026-11-23T09:00:00+01:00');
      await desk.ask({ days: [monday] });
      await desk.ask({ days: [monday], operation: 'absence-undone' });
      desk.clock.set('2026-11-23T09:31:10+01:00');
      expect(await desk.close(monday)).toEqual([meals(3)]);
    });

    it('nobody on a holiday, adults included, and the closing says that nothing was served', async () => {
      const desk = await deskAt('2026-12-08T09:31:10+01:00');
      await addAdult(desk, 31);
      expect(await desk.close('2026-12-08')).toEqual([meals(0)]);
      const closings = await database.asOwner(
        `select served, pupil_meals, adult_meals from bookings.day_closing where tenant_id = ${desk.town.tenantId}`,
      );
      expect(closings).toEqual([{ served: false, pupil_meals: 0, adult_meals: 0 }]);
    });

    it('adults on their weekdays, counted apart', async () => {
      const desk = await deskAt('2026-11-24T09:31:10+01:00');
      await addAdult(desk, 1);
      expect([...(await desk.close(monday)), ...(await desk.close('2026-11-24'))]).toEqual([
        meals(3, 1),
        meals(2, 0),
      ]);
      const adults = await database.asOwner(
        `select adult_code, shift_id, kitchen_id from bookings.adult_meal where tenant_id = ${desk.town.tenantId}`,
      );
      expect(adults).toEqual([
        { adult_code: 'D01', shift_id: desk.town.shiftId, kitchen_id: desk.town.kitchenId },
      ]);
      expect(await frozen(desk)).toHaveLength(5);
    });

    it('the class of the day decides, and is what the meal remembers', async () => {
      const desk = await deskAt('2026-11-26T09:31:10+01:00');
      const [, bruno = ''] = desk.town.families[0]?.pupilIds ?? [];
      const { tenantId, classIds } = desk.town;
      await database.asOwner(`
        update enrolment.class_membership set superseded_at = timestamptz '2026-11-01 08:00:00+00' where tenant_id = ${tenantId} and pupil_id = '${bruno}';
        insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, valid_to, recorded_at, recorded_by) values
          (${tenantId}, '${randomUUID()}', '${bruno}', '${classIds.twoDays}', '2026-09-01', '2026-11-24', ${recorded}),
          (${tenantId}, '${randomUUID()}', '${bruno}', '${classIds.everyDay}', '2026-11-25', null, ${recorded});`);
      for (const day of [monday, '2026-11-24', '2026-11-25', '2026-11-26']) await desk.close(day);
      expect((await frozen(desk)).filter((meal) => meal.includes(' 102 '))).toEqual([
        `${monday} 102 2B`,
        '2026-11-25 102 1A',
        '2026-11-26 102 1A',
      ]);
    });

    it('a class that changes its canteen weekdays eats by those of the day', async () => {
      const desk = await deskAt('2026-11-27T09:31:10+01:00');
      const { tenantId, classIds, serviceId } = desk.town;
      await database.asOwner(`
        update calendar.canteen_weekdays set superseded_at = timestamptz '2026-11-01 08:00:00+00' where tenant_id = ${tenantId} and class_id = '${classIds.twoDays}';
        insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, valid_to, recorded_at, recorded_by) values
          (${tenantId}, '${randomUUID()}', '${classIds.twoDays}', '${serviceId}', 5, '2026-09-01', '2026-11-24', ${recorded}),
          (${tenantId}, '${randomUUID()}', '${classIds.twoDays}', '${serviceId}', 10, '2026-11-25', null, ${recorded});`);
      for (const day of [monday, '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'])
        await desk.close(day);
      // Monday and Wednesday until the 24th, Tuesday and Thursday afterwards.
      expect((await frozen(desk)).filter((meal) => meal.includes(' 102 '))).toEqual([
        `${monday} 102 2B`,
        '2026-11-26 102 2B',
      ]);
    });

    it('a child who is enrolled from Tuesday, or leaves on Tuesday, or eats on some weekdays only', async () => {
      const desk = await deskAt('2026-11-25T09:31:10+01:00');
      const { tenantId, serviceId } = desk.town;
      const [anna = '', bruno = ''] = desk.town.families[0]?.pupilIds ?? [];
      const [carla = ''] = desk.town.families[1]?.pupilIds ?? [];
      await database.asOwner(`
        update enrolment.service_enrolment set superseded_at = timestamptz '2026-11-01 08:00:00+00' where tenant_id = ${tenantId};
        insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, valid_to, recorded_at, recorded_by) values
          (${tenantId}, '${randomUUID()}', '${anna}', '${serviceId}', 31, '2026-11-24', null, ${recorded}),
          (${tenantId}, '${randomUUID()}', '${bruno}', '${serviceId}', 4, '2026-09-01', null, ${recorded}),
          (${tenantId}, '${randomUUID()}', '${carla}', '${serviceId}', 31, '2026-09-01', '2026-11-24', ${recorded});`);
      for (const day of [monday, '2026-11-24', '2026-11-25']) await desk.close(day);
      expect(await frozen(desk)).toEqual([
        `${monday} 201 1A`,
        '2026-11-24 101 1A',
        '2026-11-24 201 1A',
        '2026-11-25 101 1A',
        '2026-11-25 102 2B',
      ]);
    });

    it('special diets are copied into the meal, an expired health diet too; an ethical one ends', async () => {
      const desk = await deskAt('2026-11-23T09:31:10+01:00');
      const [anna = '', bruno = ''] = desk.town.families[0]?.pupilIds ?? [];
      const [carla = ''] = desk.town.families[1]?.pupilIds ?? [];
      const dietIds = [randomUUID(), randomUUID(), randomUUID()];
      const { tenantId } = desk.town;
      await database.asOwner(`
        insert into diets.special_diet (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, valid_to, recorded_at, recorded_by) values
          (${tenantId}, '${dietIds[0]}', '${anna}', 'health', 'senza-glutine', 'Senza glutine', '2026-09-01', '2026-10-31', ${recorded}),
          (${tenantId}, '${dietIds[1]}', '${anna}', 'ethical', 'vegetariano', 'Vegetariano', '2026-09-01', null, ${recorded}),
          (${tenantId}, '${dietIds[2]}', '${bruno}', 'ethical', 'vegetariano', 'Vegetariano', '2026-09-01', '2026-10-31', ${recorded});`);
      await desk.close(monday);
      const plates = await database.asOwner(
        `select pupil_id, variant, special_diet_ids from bookings.meal where tenant_id = ${tenantId}`,
      );
      expect(
        new Map(plates.map((row) => [row['pupil_id'], [row['variant'], row['special_diet_ids']]])),
      ).toEqual(
        new Map([
          [anna, ['senza-glutine + vegetariano', [dietIds[0], dietIds[1]]]],
          [bruno, [null, []]],
          [carla, [null, []]],
        ]),
      );
    });

    it('each meal service is closed by itself', async () => {
      const desk = await deskAt('2026-11-23T09:31:10+01:00');
      await addSnack(desk);
      expect((await due(desk, monday)).days).toEqual([
        `${monday} Primaria Mensa`,
        `${monday} Primaria Merenda`,
      ]);
      await desk.ask({
        days: ['2026-11-24'],
        family: ofFamily(desk.town, 1).family,
        pupilIds: ofFamily(desk.town, 1).family.pupilIds,
      });
      expect(await desk.close(monday)).toEqual([meals(3), meals(1)]);
      desk.clock.set('2026-11-24T09:31:10+01:00');
      expect(await desk.close('2026-11-24')).toEqual([meals(1), meals(0)]);
    });
  });

  describe('a closed day', () => {
    it('is frozen with its cut-off, and the audit says how many meals it has', async () => {
      const desk = await deskAt('2026-11-23T09:31:10+01:00');
      await desk.close(monday);
      const { tenantId, schoolId } = desk.town;
      const [day] = await database.asOwner(
        `select cut_off_at, frozen_at from calendar.service_day where tenant_id = ${tenantId}`,
      );
      expect(day).toEqual({
        cut_off_at: Date.parse('2026-11-23T09:30:00+01:00'),
        frozen_at: desk.clock.now(),
      });
      const audited = await database.asOwner(
        `select subject_id, facts from audit.event where tenant_id = ${tenantId} and action = 'bookings.day-closed'`,
      );
      expect(audited).toEqual([
        { subject_id: schoolId, facts: { day: monday, pupilMeals: 3, adultMeals: 0 } },
      ]);
    });

    it.each(['bookings.meal', 'bookings.adult_meal', 'bookings.day_closing'])(
      '%s cannot be changed or deleted, not even by the owner of the database',
      async (table) => {
        const desk = await deskAt('2026-11-23T09:31:10+01:00');
        await addAdult(desk, 31);
        await desk.close(monday);
        const whose = `where tenant_id = ${desk.town.tenantId}`;
        await expect(database.asOwner(`update ${table} set day = day ${whose}`)).rejects.toThrow(
          'append-only',
        );
        await expect(database.asOwner(`delete from ${table} ${whose}`)).rejects.toThrow(
          'append-only',
        );
      },
    );

    it('its meals lie in the partition of their school year', async () => {
      const desk = await deskAt('2027-02-01T09:31:10+01:00');
      await desk.close(monday);
      await desk.close('2027-02-01');
      const tables = await database.asOwner(
        `select distinct tableoid::regclass::text as name from bookings.meal where tenant_id = ${desk.town.tenantId}`,
      );
      expect(tables).toEqual([{ name: 'bookings.meal_2026_2027' }]);
    });
  });

  describe('what is due', () => {
    it('after an outage every missed canteen day, oldest first, and no week-end or holiday', async () => {
      const desk = await deskAt('2026-12-09T11:00:00+01:00');
      const { days, nextAt } = await due(desk, '2026-12-03');
      expect(days).toEqual(
        ['2026-12-03', '2026-12-04', '2026-12-07', '2026-12-09'].map(
          (day) => `${day} Primaria Mensa`,
        ),
      );
      expect(nextAt === null ? null : isoInstant(nextAt)).toBe('2026-12-10T08:31:10.000Z');
      await closeWhatIsDue(desk, '2026-12-03');
      expect((await due(desk, '2026-12-03')).days).toEqual([]);
      expect(new Set((await frozen(desk)).map((meal) => meal.slice(0, 10)))).toEqual(
        new Set(['2026-12-03', '2026-12-04', '2026-12-07', '2026-12-09']),
      );
    });

    it('an absence asked before the outage counts when the day is closed at last', async () => {
      const desk = await deskAt('2026-12-03T08:00:00+01:00');
      await desk.ask({
        days: ['2026-12-04'],
        pupilIds: desk.town.families[0]?.pupilIds.slice(0, 1) ?? [],
      });
      desk.clock.set('2026-12-09T11:00:00+01:00');
      await closeWhatIsDue(desk, '2026-12-04');
      expect((await frozen(desk)).filter((meal) => meal.startsWith('2026-12-04'))).toEqual([
        '2026-12-04 201 1A',
      ]);
    });

    it('for an authority that begins in the middle of the year nothing before its first day', async () => {
      const desk = await deskAt('2026-11-24T12:00:00+01:00');
      expect((await due(desk, '2026-11-24')).days).toEqual(['2026-11-24 Primaria Mensa']);
      expect((await due(desk, '2026-11-25')).days).toEqual([]);
    });

    it('before the Christmas holidays the next is the first day after them', async () => {
      const desk = await deskAt('2026-12-22T12:00:00+01:00');
      const { days, nextAt } = await due(desk, '2026-12-22');
      expect(days).toEqual(['2026-12-22 Primaria Mensa']);
      expect(nextAt === null ? null : isoInstant(nextAt)).toBe('2027-01-07T08:31:10.000Z');
    });

    it('in summer nothing, and nothing is in sight', async () => {
      const desk = await deskAt('2027-06-20T12:00:00+02:00');
      expect(await due(desk, '2027-06-09')).toMatchObject({ days: [], nextAt: null });
    });

    it("an outage over the end of the school year closes June with June's classes", async () => {
      const desk = await deskAt('2027-09-20T12:00:00+02:00');
      expect((await due(desk, '2027-06-07')).days).toEqual([
        '2027-06-07 Primaria Mensa',
        '2027-06-08 Primaria Mensa',
      ]);
    });

    it('a day is supplied by the kitchen of that day, though another cooks when the outage ends', async () => {
      const desk = await deskAt('2026-11-24T12:00:00+01:00');
      const { tenantId, schoolId, serviceId, kitchenId } = desk.town;
      const newKitchenId = randomUUID();
      await database.asOwner(`
        insert into schools.kitchen (tenant_id, kitchen_id, name) values (${tenantId}, '${newKitchenId}', 'Cucina nuova');
        update schools.supply set superseded_at = timestamptz '2026-11-01 08:00:00+00' where tenant_id = ${tenantId};
        insert into schools.supply (tenant_id, supply_id, school_id, service_id, kitchen_id, serving_site_id, valid_from, valid_to, recorded_at, recorded_by)
          select tenant_id, gen_random_uuid(), school_id, service_id, kitchen_id, serving_site_id, valid_from, date '${monday}', ${recorded}
            from schools.supply where tenant_id = ${tenantId}
          union all
          select tenant_id, gen_random_uuid(), school_id, service_id, '${newKitchenId}', serving_site_id, date '2026-11-24', null, ${recorded}
            from schools.supply where tenant_id = ${tenantId};`);
      await closeWhatIsDue(desk, monday);
      const kitchens = await database.asOwner(
        `select distinct to_char(day, 'YYYY-MM-DD') as day, kitchen_id from bookings.meal where tenant_id = ${tenantId} and school_id = '${schoolId}' and service_id = '${serviceId}' order by 1`,
      );
      expect(kitchens).toEqual([
        { day: monday, kitchen_id: kitchenId },
        { day: '2026-11-24', kitchen_id: newKitchenId },
      ]);
    });

    it('a school without classes has nobody to feed and is passed over', async () => {
      const desk = await deskAt('2026-11-23T12:00:00+01:00');
      const { tenantId, serviceId, kitchenId } = desk.town;
      const emptyId = randomUUID();
      await database.asOwner(`
        insert into schools.school (tenant_id, school_id, code, name, grade, institute_name) values (${tenantId}, '${emptyId}', 'S2', 'Plesso chiuso', 'primary', 'Istituto');
        insert into schools.supply (tenant_id, supply_id, school_id, service_id, kitchen_id, serving_site_id, valid_from, recorded_at, recorded_by)
          select ${tenantId}, '${randomUUID()}', '${emptyId}', '${serviceId}', '${kitchenId}', serving_site_id, '2026-09-01', ${recorded}
            from schools.serving_site where tenant_id = ${tenantId};`);
      expect((await due(desk, monday)).days).toEqual([`${monday} Primaria Mensa`]);
      const schools = await database.inTenant(tenantId, 'system', (tx) =>
        suppliedSchools(tx, asDay(monday)),
      );
      expect(schools.map((school) => school.schoolName)).toEqual(['Primaria']);
    });
  });

  async function addAdult(desk: SampleDesk, weekdays: number): Promise<void> {
    const { tenantId, schoolId, shiftId, serviceId } = desk.town;
    await database.asOwner(
      `insert into enrolment.adult_diner (tenant_id, adult_diner_id, adult_code, first_name, last_name, school_id, shift_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
       values (${tenantId}, '${randomUUID()}', 'D01', 'Maestra', 'Prova', '${schoolId}', '${shiftId}', '${serviceId}', ${weekdays}, '2026-09-01', ${recorded})`,
    );
  }

  /** A snack every day for class 1A, enrolled in by the child of the second family. */
  async function addSnack(desk: SampleDesk): Promise<void> {
    const { tenantId, schoolId, kitchenId, classIds } = desk.town;
    const snackId = randomUUID();
    await database.asOwner(`
      insert into schools.meal_service (tenant_id, service_id, code, name) values (${tenantId}, '${snackId}', 'merenda', 'Merenda');
      insert into schools.supply (tenant_id, supply_id, school_id, service_id, kitchen_id, serving_site_id, valid_from, recorded_at, recorded_by)
        select ${tenantId}, '${randomUUID()}', '${schoolId}', '${snackId}', '${kitchenId}', serving_site_id, '2026-09-01', ${recorded}
          from schools.serving_site where tenant_id = ${tenantId};
      insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
        values (${tenantId}, '${randomUUID()}', '${classIds.everyDay}', '${snackId}', 31, '2026-09-01', ${recorded});
      insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
        values (${tenantId}, '${randomUUID()}', '${ofFamily(desk.town, 1).family.pupilIds[0]}', '${snackId}', 31, '2026-09-01', ${recorded});`);
  }
});

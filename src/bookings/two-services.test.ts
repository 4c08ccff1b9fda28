// A child with lunch and a snack: "oggi non mangia" covers what is still open (RULES B3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleDesk } from '#bookings/sample.ts';
import { ofFamily, sampleDesk } from '#bookings/sample.ts';
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

  describe('a child with two meal services', () => {
    const withSnack = async (iso: string): Promise<{ desk: SampleDesk; snackId: string }> => {
      const desk = await deskAt(iso);
      return { desk, snackId: await addSnack(desk) };
    };

    it('"oggi non mangia" covers both, one line each on one receipt', async () => {
      const { desk } = await withSnack('2026-11-23T09:12:00+01:00');
      const answer = await desk.ask({ days: [monday], ...ofFamily(desk.town, 1) });
      expect(answer).toMatchObject({
        value: { receipt: { lines: [{ days: [monday] }, { days: [monday] }] } },
      });
      expect(await desk.absences()).toEqual([`${monday} 201 mensa`, `${monday} 201 merenda`]);
    });

    it('when lunch is past its cut-off it covers the snack', async () => {
      const { desk } = await withSnack('2026-11-23T10:00:00+01:00');
      await desk.ask({ days: [monday], ...ofFamily(desk.town, 1) });
      expect(await desk.absences()).toEqual([`${monday} 201 merenda`]);
    });

    it('a service that is named is the only one', async () => {
      const { desk, snackId } = await withSnack('2026-11-23T09:12:00+01:00');
      await desk.ask({ days: [monday], serviceId: snackId, ...ofFamily(desk.town, 1) });
      expect(await desk.absences()).toEqual([`${monday} 201 merenda`]);
    });

    it('a lunch that is named and past its cut-off is refused', async () => {
      const { desk } = await withSnack('2026-11-23T10:00:00+01:00');
      const outcome = await desk.ask({
        days: [monday],
        serviceId: desk.town.serviceId,
        ...ofFamily(desk.town, 1),
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
      await desk.setCutOff({ kind: 'service', serviceId: snackId }, '12:00');
      return snackId;
    }
  });
});

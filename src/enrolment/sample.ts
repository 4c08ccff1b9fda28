// Builders for tests: a town with two schools, written as the registry's import writes it.
import { randomUUID } from 'node:crypto';
import type { PeopleChanges, PupilRow } from '#enrolment/registry.ts';
import { recordPeopleRegistry } from '#enrolment/registry.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import { sortKeyOf } from '#ground/text-forms.ts';
import { mondayToFriday } from '#ground/weekdays.ts';
import { sampleFamily, sampleTenant } from '#identity/sample.ts';
import type { Database } from '#platform/database.ts';
import { recordSchoolRegistry } from '#schools/school-registry.ts';

export interface SamplePupil {
  readonly name: readonly [first: string, last: string];
  readonly school: 'manzoni' | 'rodari';
  readonly mother?: readonly [first: string, last: string];
  readonly phoneCode?: string;
  readonly fiscalCode?: string;
}

export interface SamplePeople {
  readonly tenantId: number;
  readonly schoolIds: { readonly manzoni: string; readonly rodari: string };
  readonly pupils: readonly PupilRow[];
  readonly guardianIds: readonly string[];
  /** What the import would hand over next. */
  record(changes: Partial<PeopleChanges>): Promise<void>;
}

const from = asDay('2026-09-01');

export async function samplePeople(
  database: Database,
  clock: Clock,
  slug: string,
  wanted: readonly SamplePupil[],
): Promise<SamplePeople> {
  const tenantId = await sampleTenant(database, slug);
  const schoolIds = { manzoni: randomUUID(), rodari: randomUUID() };
  const serviceId = randomUUID();
  const classIds = { manzoni: randomUUID(), rodari: randomUUID() };
  const places = (['manzoni', 'rodari'] as const).map((code) => ({
    code,
    schoolId: schoolIds[code],
    shiftId: randomUUID(),
  }));
  await database.inTenant(tenantId, 'system', (tx) =>
    recordSchoolRegistry(tx, clock, systemActor('sample'), {
      services: [{ serviceId, code: 'mensa', name: 'Mensa' }],
      kitchens: [],
      servingSites: [],
      schools: places.map(({ code, schoolId }) => ({
        schoolId,
        code,
        name: `Scuola ${code}`,
        grade: 'primary',
        instituteName: 'Istituto',
      })),
      shifts: places.map(({ schoolId, shiftId }) => ({
        shiftId,
        schoolId,
        name: 'Unico',
        startsAt: '12:30',
      })),
      classes: places.map(({ code, schoolId, shiftId }) => ({
        classId: classIds[code],
        schoolId,
        schoolYear: 2026,
        code: '1A',
        name: `1A ${code}`,
        shiftId,
      })),
      supplies: [],
      supersededSupplyIds: [],
    }),
  );
  const pupils = wanted.map(({ name: [firstName, lastName], ...one }, index) => ({
    pupilId: randomUUID(),
    pupilCode: `P${index}00`,
    phoneCode: one.phoneCode ?? null,
    firstName,
    lastName,
    sortKey: sortKeyOf(lastName, firstName),
    fiscalCode: one.fiscalCode ?? null,
    bornOn: asDay('2017-03-02'),
  }));
  const guardians = await Promise.all(
    wanted.flatMap(({ mother }, index) => {
      const pupil = pupils[index];
      if (mother === undefined || pupil === undefined) return [];
      const [firstName, lastName] = mother;
      const made = async () => ({
        guardianId: randomUUID(),
        accountId: await sampleFamily(database, clock, tenantId, {
          login: `mother.${index}`,
          displayName: `${firstName} ${lastName}`,
        }),
        firstName,
        lastName,
        sortKey: sortKeyOf(lastName, firstName),
        fiscalCode: null,
        pupilId: pupil.pupilId,
      });
      return [made()];
    }),
  );
  const record = (changes: Partial<PeopleChanges>): Promise<void> =>
    database.inTenant(tenantId, 'system', (tx) =>
      recordPeopleRegistry(tx, clock, systemActor('sample'), { ...noChanges, ...changes }),
    );
  await record({
    pupils,
    guardians,
    guardianships: guardians.map(({ pupilId, guardianId }) => ({
      guardianshipId: randomUUID(),
      pupilId,
      guardianId,
      relation: 'mother',
      restricted: false,
    })),
    memberships: pupils.map(({ pupilId }, index) => ({
      classMembershipId: randomUUID(),
      pupilId,
      classId: classIds[wanted[index]?.school ?? 'manzoni'],
      validFrom: from,
      validTo: null,
    })),
    enrolments: pupils.map(({ pupilId }) => ({
      serviceEnrolmentId: randomUUID(),
      pupilId,
      serviceId,
      weekdays: mondayToFriday,
      validFrom: from,
      validTo: null,
    })),
  });
  return {
    tenantId,
    schoolIds,
    pupils,
    guardianIds: guardians.map((one) => one.guardianId),
    record,
  };
}

const noChanges: PeopleChanges = {
  pupils: [],
  guardians: [],
  guardianships: [],
  supersededGuardianshipIds: [],
  memberships: [],
  supersededMembershipIds: [],
  enrolments: [],
  supersededEnrolmentIds: [],
  adults: [],
  supersededAdultIds: [],
};

/** SQL for the owner, `$t` the tenant: these pupils use their services from that day to that day, and on no other one. */
export function enrolledOnlySql(
  pupilIds: readonly string[],
  days: { readonly from?: string; readonly to?: string },
): string {
  const whose = `tenant_id = $t and pupil_id in (${pupilIds.map((id) => `'${id}'`).join()})`;
  const to = days.to === undefined ? 'null' : `'${days.to}'`;
  return `
    update enrolment.service_enrolment set superseded_at = now() where ${whose} and superseded_at is null;
    insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, valid_to, recorded_at, recorded_by)
      select distinct on (pupil_id, service_id) tenant_id, gen_random_uuid(), pupil_id, service_id, weekdays, '${days.from ?? from}'::date, ${to}::date, now(), 'sample'
        from enrolment.service_enrolment where ${whose}`;
}

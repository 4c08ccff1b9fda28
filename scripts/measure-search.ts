// How long a clerk waits for a pupil: `npm run measure:search -- 100000` makes a town of that many pupils in a
// PostgreSQL of its own, through the very code that an import uses, and prints p50 and p99 of the search by kind.
import { randomUUID } from 'node:crypto';
import { findPupils } from '#enrolment/find-pupils.ts';
import type { GuardianRow, PupilRow } from '#enrolment/registry.ts';
import { recordPeopleRegistry } from '#enrolment/registry.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { sortKeyOf } from '#ground/text-forms.ts';
import { createFamilyAccounts } from '#identity/create-family-accounts.ts';
import type { StaffAccount } from '#identity/model.ts';
import { machineClock } from '#main.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';
import { recordSchoolRegistry } from '#schools/school-registry.ts';
import { startPostgres } from './postgres.ts';

const wanted = Number(process.argv[2] ?? 100_000);
const pupilsPerSchool = 250;
const atOnce = 5000;
const times = 300;
const actor = systemActor('measure-search');
const chance = seeded(42);

const questions: Readonly<Record<string, () => string>> = {
  surname: () => surname(),
  'three letters': () => surname().slice(0, 3).toLowerCase(),
  'two letters': () => surname().slice(0, 2).toLowerCase(),
  'three letters inside': () => surname().slice(2, 5).toLowerCase(),
  'name and surname': () => `${firstName()} ${surname()}`,
  'two scraps': () => `${firstName().slice(0, 3)} ${surname().slice(0, 3)}`,
  'two scraps of two letters': () => `${firstName().slice(0, 2)} ${surname().slice(0, 2)}`,
  'the end of a code': () => code(Math.floor(chance() * wanted)).slice(-4),
  'a fiscal code': () => fiscalCode(Math.floor(chance() * wanted)).slice(0, 9),
};

const server = await startPostgres();
const database = openPostgres({ url: server.url, connectionsMax: 6 });
try {
  await migrate(database, 2026);
  await database.asOwner(
    `insert into tenancy.tenant (slug, name, province, region_name, mail_from, created_at)
     values ('misura', 'Misura', 'BG', 'Lombardia', 'm@misura.example', '2026-09-01T00:00:00Z')`,
  );
  const schools = await makeSchools();
  const started = performance.now();
  for (let made = 0; made < wanted; made += atOnce) await makePupils(made, schools.classIds);
  await database.asOwner('vacuum analyze');
  const [size] = await database.asOwner(
    `select count(*)::int as lines, pg_size_pretty(pg_total_relation_size('enrolment.pupil_suffix')) as size from enrolment.pupil_suffix`,
  );
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${wanted} pupils recorded in ${seconds} s; ${JSON.stringify(size)}`);
  const office = staff({ role: 'office', schoolId: null, kitchenId: null });
  const school = staff({ role: 'school', schoolId: schools.schoolIds[0] ?? '', kitchenId: null });
  for (const [kind, text] of Object.entries(questions)) {
    await measure(`office, ${kind}`, 'office', office, text);
    if (kind !== 'a fiscal code') await measure(`school, ${kind}`, 'school', school, text);
  }
} finally {
  await database.close();
  await server.stop();
}

async function measure(
  name: string,
  role: 'office' | 'school',
  account: StaffAccount,
  text: () => string,
): Promise<void> {
  const waits: number[] = [];
  let found = 0;
  for (let time = 0; time < times; time += 1) {
    const question = text();
    const from = performance.now();
    const outcome = await database.inTenant(1, role, (tx) =>
      findPupils(tx, { clock: machineClock }, account, question),
    );
    waits.push(performance.now() - from);
    found += outcome.ok ? outcome.value.pupils.length : 0;
  }
  waits.sort((a, b) => a - b);
  const at = (share: number): string => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(1);
  console.log(
    `${name.padEnd(36)} p50 ${at(0.5).padStart(6)} ms  p99 ${at(0.99).padStart(6)} ms  (${(found / times).toFixed(1)} found)`,
  );
}

async function makeSchools(): Promise<{ schoolIds: string[]; classIds: string[] }> {
  const count = Math.max(1, Math.round(wanted / pupilsPerSchool));
  const schoolIds = Array.from({ length: count }, () => randomUUID());
  const shiftIds = schoolIds.map(() => randomUUID());
  const classIds = schoolIds.map(() => randomUUID());
  await database.inTenant(1, 'system', (tx) =>
    recordSchoolRegistry(tx, machineClock, actor, {
      services: [],
      kitchens: [],
      servingSites: [],
      schools: schoolIds.map((schoolId, index) => ({
        schoolId,
        code: `S${index}`,
        name: `Scuola ${index}`,
        grade: 'primary',
        instituteName: 'Istituto',
      })),
      shifts: shiftIds.map((shiftId, index) => ({
        shiftId,
        schoolId: schoolIds[index] ?? '',
        name: 'Unico',
        startsAt: '12:30',
      })),
      classes: classIds.map((classId, index) => ({
        classId,
        schoolId: schoolIds[index] ?? '',
        schoolYear: 2026,
        code: '1A',
        name: '1A',
        shiftId: shiftIds[index] ?? '',
      })),
      supplies: [],
      supersededSupplyIds: [],
    }),
  );
  return { schoolIds, classIds };
}

async function makePupils(from: number, classIds: readonly string[]): Promise<void> {
  const pupils: PupilRow[] = [];
  const guardians: (GuardianRow & { pupilId: string })[] = [];
  const end = Math.min(wanted, from + atOnce);
  for (let index = from; index < end; index += 1) {
    const last = surname();
    const pupil = person(last);
    pupils.push({
      ...pupil,
      pupilId: randomUUID(),
      pupilCode: code(index),
      phoneCode: String(1_000_000 + index),
      fiscalCode: fiscalCode(index),
      bornOn: null,
    });
    const pupilId = pupils.at(-1)?.pupilId ?? '';
    for (const lastName of chance() < 0.7 ? [surname(), last] : [surname()])
      guardians.push({
        ...person(lastName),
        guardianId: randomUUID(),
        accountId: '',
        fiscalCode: fiscalCode(wanted + guardians.length + from * 2),
        pupilId,
      });
  }
  await database.inTenant(1, 'system', async (tx) => {
    const ids = await createFamilyAccounts(
      tx,
      machineClock,
      actor,
      guardians.map(({ guardianId, firstName, lastName }) => ({
        login: guardianId,
        displayName: `${firstName} ${lastName}`,
        email: null,
        mobile: null,
        language: 'it',
        passwordHash: 'none',
        mustChangePassword: true,
      })),
    );
    if (!ids.ok) throw new Error(ids.refusal);
    await recordPeopleRegistry(tx, machineClock, actor, {
      pupils,
      guardians: guardians.map((one, index) => ({ ...one, accountId: ids.value[index] ?? '' })),
      guardianships: guardians.map(({ pupilId, guardianId }) => ({
        guardianshipId: randomUUID(),
        pupilId,
        guardianId,
        relation: 'other',
        restricted: false,
      })),
      memberships: pupils.map(({ pupilId }, index) => ({
        classMembershipId: randomUUID(),
        pupilId,
        classId: classIds[(from + index) % classIds.length] ?? '',
        validFrom: asDay('2026-09-01'),
        validTo: null,
      })),
      supersededGuardianshipIds: [],
      supersededMembershipIds: [],
      enrolments: [],
      supersededEnrolmentIds: [],
      adults: [],
      supersededAdultIds: [],
    });
  });
}

function person(lastName: string) {
  const first = firstName();
  return { firstName: first, lastName, sortKey: sortKeyOf(lastName, first) };
}

/** A few surnames are very many people's, as in any town: the first of 4000 is one in some forty. */
function surname(): string {
  const rank = Math.floor(4000 ** chance()) - 1;
  const parts = [
    'ros',
    'bian',
    'fer',
    'ca',
    'mo',
    'gal',
    'con',
    'mar',
    'de',
    'lu',
    'ri',
    'san',
    'bel',
    'pa',
    'zan',
    'cor',
  ];
  const ends = [
    'si',
    'chi',
    'rari',
    'lli',
    'retti',
    'lo',
    'ti',
    'ni',
    'sco',
    'cato',
    'zi',
    'letti',
    'gni',
    'ra',
    'nti',
    'oni',
  ];
  const middle = rank < 256 ? '' : (parts[(rank >> 8) % 16] ?? '');
  const word = `${parts[rank % 16] ?? ''}${middle}${ends[(rank >> 4) % 16] ?? ''}`;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function firstName(): string {
  const names =
    'Leonardo Sofia Francesco Aurora Tommaso Giulia Edoardo Ginevra Alessandro Beatrice Lorenzo Alice Mattia Vittoria Gabriele Emma Riccardo Ludovica Andrea Matilde Diego Anna Matteo Bianca Nicolò Chiara Giuseppe Greta Antonio Giorgia Federico Martina Samuele Sara Pietro Nicole Giovanni Maria Davide Elena Marco Camilla Luca Amina Ibrahim Oksana Wei Fatima';
  const list = names.split(' ');
  return list[Math.floor(list.length ** chance()) - 1] ?? 'Anna';
}

function code(index: number): string {
  return `VS${String(index).padStart(7, '0')}`;
}

function fiscalCode(index: number): string {
  const letter = (place: number): string =>
    String.fromCharCode(65 + ((index * 7919 + place * 104_729) % 26));
  const digits = String((index * 15_485_863) % 10_000_000).padStart(7, '0');
  return `${[1, 2, 3, 4, 5, 6].map(letter).join('')}${digits.slice(0, 2)}${letter(7)}${digits.slice(2, 4)}${letter(8)}${digits.slice(4, 7)}${letter(9)}`;
}

function staff(grant: StaffAccount['grants'][number]): StaffAccount {
  return {
    kind: 'staff',
    accountId: randomUUID(),
    login: 'misura',
    displayName: 'Misura',
    mustChangePassword: false,
    grants: [grant],
  };
}

/** The same town every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

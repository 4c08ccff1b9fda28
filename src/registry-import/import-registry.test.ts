// The whole import on a real database: what it brings, what a second time changes, what stays when days are closed.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freezeDay } from '#calendar/freeze-day.ts';
import { phonePinSetting } from '#enrolment/settings.ts';
import { hasValidCheckDigit } from '#ground/check-digit.ts';
import { systemActor } from '#ground/actor.ts';
import type { Actor } from '#ground/actor.ts';
import { stoppedClock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import { parseInstant } from '#ground/instant.ts';
import { verifyPassword } from '#identity/password.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import type { DatabaseKind } from '#platform/test-database.ts';
import { importCommand } from '#registry-import/import-command.ts';
import { importRegistry, schoolYearOn } from '#registry-import/import-registry.ts';
import type {
  ImportCommand,
  ImportProgress,
  ImportReport,
} from '#registry-import/import-registry.ts';
import type { GivenFile } from '#registry-import/plan.ts';
import { filesOf, sampleFiles, sampleFolder } from '#registry-import/sample.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { sampleTenant } from '#tenancy/sample.ts';
import type { SampleTenant } from '#tenancy/sample.ts';

const at = (iso: string) => stoppedClock(parseInstant(iso) ?? expect.fail());
const august = at('2026-08-25T09:00:00+02:00');
const november = at('2026-11-23T08:12:00+01:00');

describe.each(databaseKinds)('on %s', (kind: DatabaseKind) => {
  let database: Database;
  let tenant: SampleTenant;
  let count = 0;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
  }, 60_000);
  afterAll(() => database.close());
  beforeEach(async () => {
    count += 1;
    tenant = await sampleTenant(database, { slug: `ente-${count}` });
  });

  async function run(
    files: readonly GivenFile[],
    clock = august,
    more: Partial<ImportCommand> = {},
    actor: Actor = systemActor('import'),
  ): Promise<ImportReport> {
    const outcome = await database.inTenant(tenant.tenantId, 'system', (tx) =>
      importRegistry(tx, clock, actor, {
        files,
        isDryRun: false,
        masterKey: tenant.masterKey,
        ...more,
      }),
    );
    if (!outcome.ok) throw new Error(outcome.refusal);
    return outcome.value;
  }

  const rows = (sql: string): Promise<readonly Record<string, unknown>[]> =>
    database.inTenant(tenant.tenantId, 'system', (tx) => tx.rows(sql));

  const inForce = async (table: string): Promise<number> =>
    (await rows(`select 1 from ${table} where tenant_id = $1 and superseded_at is null`)).length;

  const memberships = async (pupilCode: string): Promise<unknown[]> =>
    (
      await rows(
        `select c.class_code as code, m.valid_from as "from", m.valid_to as "to"
           from enrolment.class_membership m
           join enrolment.pupil p on p.tenant_id = m.tenant_id and p.pupil_id = m.pupil_id
           join schools.class_view c on c.tenant_id = m.tenant_id and c.class_id = m.class_id
          where m.tenant_id = $1 and m.superseded_at is null and p.pupil_code = '${pupilCode}' order by m.valid_from`,
      )
    ).map(({ code, from, to }) => [code, from, to]);

  const freeze = (day: string): Promise<void> =>
    database.inTenant(tenant.tenantId, 'system', async (tx) => {
      const [school] = await tx.rows<{ schoolId: string; serviceId: string }>(
        `select school_id as "schoolId", service_id as "serviceId" from schools.supply_view
          where tenant_id = $1 and school_name = 'Primaria Rodari'`,
      );
      if (school === undefined) throw new Error('no school to close');
      const cutOffAt = november.now();
      freezeDay(tx, [{ ...school, cutOffAt }], { day: asDay(day), frozenAt: cutOffAt });
    });

  describe('a first import', () => {
    test('brings everything, and a trial before it writes nothing', async () => {
      const tried = await run(sampleFiles(), august, { isDryRun: true });
      expect(tried.outcome).toBe('tried');
      expect(await inForce('enrolment.class_membership')).toBe(0);
      const done = await run(sampleFiles());
      expect(done.outcome).toBe('imported');
      expect(done.faults).toEqual([]);
      expect(done.counts).toEqual(tried.counts);
      expect(done.changes).toEqual(tried.changes);
      const added = Object.fromEntries(done.counts.map((one) => [one.kind, one.added]));
      expect(added).toEqual({
        service: 1,
        kitchen: 2,
        'serving-site': 2,
        school: 2,
        shift: 3,
        class: 3,
        supply: 2,
        'canteen-weekdays': 3,
        closure: 2,
        pupil: 3,
        membership: 3,
        guardian: 3,
        guardianship: 4,
        enrolment: 3,
        diet: 1,
        adult: 1,
      });
      expect(await memberships('0001')).toEqual([['1A', '2026-09-01', null]]);
      expect(
        await rows(`select phone_code from enrolment.pupil where tenant_id = $1 order by 1`),
      ).toEqual([{ phone_code: '111111' }, { phone_code: '222222' }, { phone_code: '333333' }]);
    });

    test('gives each guardian one account, by a login that the person knows', async () => {
      const report = await run(sampleFiles());
      const accounts = await rows(
        `select login, display_name, email, mobile, must_change_password as first
           from identity.family_account where tenant_id = $1 order by display_name`,
      );
      expect(accounts.slice(0, 2)).toEqual([
        {
          login: 'rssmra85t10a562s',
          display_name: 'Anna Rossi',
          email: 'anna@example.org',
          mobile: '+393331234567',
          first: true,
        },
        {
          login: 'karim@example.org',
          display_name: "Karim D'Angelo",
          email: 'karim@example.org',
          mobile: null,
          first: true,
        },
      ]);
      expect(accounts[2]?.['login']).toMatch(/^\d{8}$/);
      expect(report.newGuardians.every((access) => 'login' in access)).toBe(true);
      expect(
        await rows(
          `select relation, restricted from enrolment.own_pupil_view where tenant_id = $1 order by relation, restricted`,
        ),
      ).toEqual([
        { relation: 'father', restricted: false },
        { relation: 'mother', restricted: false },
        { relation: 'mother', restricted: false },
        { relation: 'mother', restricted: true },
      ]);
    });

    test('keeps the note of a diet sealed and the audit free of names', async () => {
      await run(sampleFiles());
      const diets = await rows(
        `select variant, encode(note_sealed, 'escape') as note from diets.special_diet where tenant_id = $1`,
      );
      expect(diets[0]?.['variant']).toBe('Senza glutine');
      expect(diets[0]?.['note']).not.toContain('stoviglie');
      const events = await rows(
        `select action, facts from audit.event where tenant_id = $1 and action like 'registry-import%'`,
      );
      expect(events).toMatchObject([
        { action: 'registry-import.imported', facts: { 'pupil.added': 3, 'guardian.added': 3 } },
      ]);
      expect(JSON.stringify(events)).not.toMatch(/Rossi|glutine|0001/);
    });

    test('tells how far it is', async () => {
      const told: ImportProgress[] = [];
      await run(sampleFiles(), august, { onProgress: (progress) => told.push(progress) });
      expect(told.map(({ phase }) => phase)).toEqual([
        'read',
        'compare',
        'schools',
        'calendar',
        'accounts',
        'people',
        'diets',
        'menus',
      ]);
      expect(told[4]).toEqual({ phase: 'accounts', done: 3, total: 3 });
    });
  });

  describe('a second import', () => {
    beforeEach(async () => {
      await run(sampleFiles());
    });

    test('of the same files changes nothing, the same day or months later', async () => {
      for (const clock of [august, november]) {
        const again = await run(sampleFiles(), clock);
        expect(again.changes).toEqual([]);
        expect(again.newGuardians).toEqual([]);
        expect(again.faults).toEqual([]);
      }
      expect(await inForce('enrolment.class_membership')).toBe(3);
      expect(
        await rows(`select 1 as x from identity.family_account where tenant_id = $1`),
      ).toHaveLength(3);
    });

    test('of a class with a new name renames it and doubles nothing', async () => {
      const report = await run(
        sampleFiles({ 'classi.csv': ['Prima A', 'Prima Azzurra'] }),
        november,
      );
      expect(report.changes).toEqual([{ kind: 'class', act: 'changed', key: 'P1/2026/1A' }]);
      expect(
        await rows(
          `select class_name from schools.class_view where tenant_id = $1 order by class_code`,
        ),
      ).toEqual([
        { class_name: 'Prima Azzurra' },
        { class_name: 'Prima B' },
        { class_name: 'Coccinelle' },
      ]);
    });

    test('of one file changes only what it speaks of', async () => {
      const report = await run(
        filesOf({ 'iscrizioni.csv': 'codice alunno;giorni\n1;lun\n' }),
        november,
      );
      expect(report.changes).toEqual([{ kind: 'enrolment', act: 'changed', key: '0001' }]);
      expect(report.faults.map(({ code }) => code)).toEqual(['zeros-restored']);
    });

    test('lets two pupils swap their phone codes', async () => {
      const swapped = sampleFolder['alunni.csv']
        .replace('111111', 'x')
        .replace('222222', '111111')
        .replace('x', '222222');
      const report = await run(filesOf({ 'alunni.csv': swapped }), november);
      expect(report.changes.map(({ key }) => key)).toEqual(['0001', '0002']);
      expect(
        await rows(
          `select phone_code from enrolment.pupil where tenant_id = $1 order by pupil_code`,
        ),
      ).toEqual([{ phone_code: '222222' }, { phone_code: '111111' }, { phone_code: '333333' }]);
    });

    test('gives a phone code to a pupil who has none, once', async () => {
      const added = 'codice utente;cognome;nome;classe\n0009;Verdi;Lia;1A\n';
      const codeOf = () =>
        rows(`select phone_code from enrolment.pupil where tenant_id = $1 and pupil_code = '0009'`);
      await run(filesOf({ 'alunni.csv': added }), november);
      const given = await codeOf();
      expect(given).toEqual([{ phone_code: expect.stringMatching(/^\d{6}$/) }]);
      expect(hasValidCheckDigit(String(given[0]?.['phone_code']))).toBe(true);
      const again = await run(filesOf({ 'alunni.csv': added }), november);
      expect(again.changes).toEqual([]);
      expect(await codeOf()).toEqual(given);
    });

    test('moves a pupil to another class from the day written, and the past is superseded, not edited', async () => {
      await run(sampleFiles({ 'alunni.csv': ['2020;1A;;', '2020;1B;11/01/2027;'] }), november);
      expect(await memberships('0001')).toEqual([
        ['1A', '2026-09-01', '2027-01-10'],
        ['1B', '2027-01-11', null],
      ]);
      const history = await rows(
        `select valid_from, valid_to from enrolment.class_membership m
          where tenant_id = $1 and superseded_at is not null`,
      );
      expect(history).toEqual([{ valid_from: '2026-09-01', valid_to: null }]);
    });

    test('without a day holds from today', async () => {
      await run(sampleFiles({ 'alunni.csv': ['2020;1A;;', '2020;1B;;'] }), november);
      expect(await memberships('0001')).toEqual([
        ['1A', '2026-09-01', '2026-11-22'],
        ['1B', '2026-11-23', null],
      ]);
    });

    test('keeps a contact that the guardian may have corrected, and fills in what was empty', async () => {
      const changed = sampleFiles({
        'genitori.csv': ['karim@example.org;', 'altro@example.org;320 1112223'],
      });
      const report = await run(changed, november);
      expect(report.faults.map(({ code, line }) => [code, line])).toEqual([['contact-kept', 4]]);
      expect(
        await rows(
          `select email, mobile from identity.family_account where tenant_id = $1 and login = 'karim@example.org'`,
        ),
      ).toEqual([{ email: 'karim@example.org', mobile: '+393201112223' }]);
    });

    test('lets nobody lose a restriction or a relation by an empty cell', async () => {
      const report = await run(sampleFiles({ 'genitori.csv': ['madre;sì', ';'] }), november);
      expect(report.changes).toEqual([]);
    });

    test('changes a diet, and keeps the note that the file leaves empty', async () => {
      const files = { 'diete.csv': ['01/09/2026;;stoviglie a parte', ';;'] as const };
      expect((await run(sampleFiles(files), november)).changes).toEqual([]);
      const report = await run(
        sampleFiles({ 'diete.csv': ['Senza glutine', 'Senza latte'] }),
        november,
      );
      expect(report.changes).toEqual([{ kind: 'diet', act: 'changed', key: '0001' }]);
    });

    test('changes the reason of a closure, and adds none twice', async () => {
      const report = await run(
        sampleFiles({ 'chiusure.csv': ['Ponte', 'Ponte dell’Immacolata'] }),
        november,
      );
      expect(report.changes).toEqual([
        { kind: 'closure', act: 'changed', key: '2026-12-07 tenant' },
      ]);
      expect(await inForce('calendar.closure')).toBe(2);
    });
  });

  describe('under closed days', () => {
    beforeEach(async () => {
      await run(sampleFiles());
      await freeze('2026-11-20');
    });

    test('a change holds from the first open day, with a warning', async () => {
      const report = await run(
        sampleFiles({ 'alunni.csv': ['2020;1A;;', '2020;1B;02/11/2026;'] }),
        november,
      );
      expect(report.faults.map(({ code, line, details }) => [code, line, details])).toEqual([
        ['closed-days-kept', 2, { until: '2026-11-20' }],
      ]);
      expect(await memberships('0001')).toEqual([
        ['1A', '2026-09-01', '2026-11-20'],
        ['1B', '2026-11-21', null],
      ]);
    });

    test('a closure of days that are over is left out, of others it begins after them', async () => {
      const text =
        'dal;al;motivo;ambito;quale\n18/11/2026;;Neve;;\n19/11/2026;24/11/2026;Lavori;scuola;P1\n';
      const report = await run(filesOf({ 'chiusure.csv': text }), november);
      expect(report.faults.map(({ code }) => code)).toEqual([
        'closed-days-kept',
        'closed-days-kept',
      ]);
      expect(
        await rows(
          `select from_on, to_on from calendar.closure where tenant_id = $1 and reason in ('Neve', 'Lavori')`,
        ),
      ).toEqual([{ from_on: '2026-11-21', to_on: '2026-11-24' }]);
      const again = await run(filesOf({ 'chiusure.csv': text }), november);
      expect(again.changes).toEqual([]);
    });

    test('another school changes freely', async () => {
      const report = await run(
        sampleFiles({
          'classi.csv': ['Coccinelle;lun-ven;;11:45;', 'Coccinelle;lun-gio;;11:45;02/11/2026'],
        }),
        november,
      );
      expect(report.faults).toEqual([]);
      expect(
        await rows(
          `select weekdays, valid_from as "from" from calendar.canteen_weekdays w
             join schools.class_view c on c.tenant_id = w.tenant_id and c.class_id = w.class_id
            where w.tenant_id = $1 and superseded_at is null and c.class_code = 'S1' order by valid_from`,
        ),
      ).toEqual([
        { weekdays: 31, from: '2026-09-01' },
        { weekdays: 15, from: '2026-11-02' },
      ]);
    });
  });

  describe('all or nothing', () => {
    test('one error in one file and nothing at all is written', async () => {
      const report = await run(sampleFiles({ 'alunni.csv': ['30/06/2020', '31/06/2020'] }));
      expect(report.outcome).toBe('faulty');
      expect(report.faults).toMatchObject([
        { code: 'date-impossible', file: 'alunni.csv', line: 3, column: 'data di nascita' },
      ]);
      expect(await rows(`select 1 as x from schools.school where tenant_id = $1`)).toEqual([]);
    });

    test('a login that somebody has already gives way to a code', async () => {
      await run(sampleFiles());
      const text = 'codice alunno;cognome;nome;email\n0001;Galli;Ugo;karim@example.org\n';
      const report = await run(filesOf({ 'genitori.csv': text }), november);
      const [access] = report.newGuardians;
      expect(access !== undefined && 'login' in access ? access.login : '').toMatch(/^\d{8}$/);
    });

    test('a guardian may not import', async () => {
      const mother: Actor = {
        kind: 'guardian',
        guardianId: 'g',
        accountId: 'a',
        channel: 'portal',
      };
      await expect(run(sampleFiles(), august, {}, mother)).rejects.toThrow('not-allowed');
    });
  });

  describe('the command', () => {
    async function command(
      folder: string,
      more: { isDryRun?: boolean; letters?: string; tenant?: string } = {},
    ): Promise<{ code: number; lines: string[] }> {
      const lines: string[] = [];
      const code = await importCommand(database, august, {
        tenant: tenant.slug,
        folder,
        isDryRun: false,
        masterKey: tenant.masterKey,
        write: (line) => lines.push(line),
        ...more,
      });
      return { code, lines };
    }

    const folders: string[] = [];
    afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

    async function newFolder(): Promise<string> {
      const folder = await mkdtemp(join(tmpdir(), 'refettorio-import-'));
      folders.push(folder);
      return folder;
    }

    async function folderOf(files: readonly GivenFile[]): Promise<string> {
      const folder = await newFolder();
      for (const { name, bytes } of files) await writeFile(join(folder, name), bytes);
      return folder;
    }

    test('says every fault at its place and ends with 1', async () => {
      const folder = await folderOf(
        sampleFiles({ 'alunni.csv': ['0002;222222', '4,2E+10;222222'] }),
      );
      const { code, lines } = await command(folder);
      expect(code).toBe(1);
      expect(lines.join('\n')).toContain(
        'alunni.csv, riga 3, codice utente: ERRORE: Excel ha trasformato il codice in “4,2E+10”',
      );
      expect(lines.at(-1)).toContain('non è stato scritto nulla');
    });

    test('tries, imports, and says when there was nothing to change', async () => {
      const folder = await folderOf(sampleFiles());
      const tried = await command(folder, { isDryRun: true });
      expect(tried.lines).toContain('  alunni: 3 in più, 0 cambiati, 0 uguali');
      expect(tried.lines).toContain('    + alunni 0001');
      expect(tried.lines.at(-1)).toContain('Prova riuscita');
      expect((await command(folder)).code).toBe(0);
      expect((await command(folder)).lines.at(-1)).toContain('Nulla da cambiare');
    });

    test('writes first passwords that open the accounts, for its owner only', async () => {
      const folder = await folderOf(sampleFiles());
      const letters = join(await newFolder(), 'lettere.csv');
      const { code } = await command(folder, { letters });
      expect(code).toBe(0);
      expect((await stat(letters)).mode & 0o777).toBe(0o600);
      const [, first = ''] = (await readFile(letters, 'utf8')).split('\r\n');
      const [name, login, password = ''] = first.split(';');
      expect([name, login]).toEqual(['Rossi Anna', 'rssmra85t10a562s']);
      const [account] = await rows(
        `select password_hash as hash from identity.family_account where tenant_id = $1 and login = '${login}'`,
      );
      expect(await verifyPassword(password, String(account?.['hash']))).toBe(true);
      const again = await command(folder, { letters });
      expect([again.code, again.lines.at(-1)]).toEqual([
        2,
        `Non posso scrivere ${letters}: esiste già o la cartella manca. Non è stato importato nulla.`,
      ]);
    });

    test('the letters say each child’s phone code and the numbers, and with the setting a PIN for whoever may use it', async () => {
      await database.asOwner(
        `insert into tenancy.phone_line (number, tenant_id, kind)
         values ('+390399556${tenant.tenantId}01', ${tenant.tenantId}, 'voice'), ('+390399556${tenant.tenantId}02', ${tenant.tenantId}, 'sms')`,
      );
      const without = join(await newFolder(), 'lettere.csv');
      await command(await folderOf(sampleFiles()), { letters: without });
      const [, anna = ''] = (await readFile(without, 'utf8')).split('\r\n');
      expect(anna.split(';').slice(3)).toEqual([
        'Giulia Rossi: codice telefono 111111. Leo Rossi: codice telefono 333333.',
        expect.stringMatching(/^telefono 0399 556 \d+01, SMS 0399 556 \d+02$/),
      ]);
      expect(await rows('select 1 from enrolment.phone_pin where tenant_id = $1')).toEqual([]);

      tenant = await sampleTenant(database, { slug: `pin-${count}` });
      await database.inTenant(tenant.tenantId, 'system', async (tx) => {
        recordSetting(tx, august, systemActor('sample'), {
          definition: phonePinSetting,
          scope: { kind: 'tenant' },
          value: true,
          validFrom: asDay('2026-09-14'),
          firstDayNotYetOpen: asDay('2026-08-25'),
        });
      });
      const letters = join(await newFolder(), 'lettere.csv');
      await command(await folderOf(sampleFiles()), { letters });
      const lines = (await readFile(letters, 'utf8')).split('\r\n').slice(1);
      const childrenOf = (name: string): string | undefined =>
        lines.find((line) => line.startsWith(name))?.split(';')[3];
      expect(childrenOf('Rossi Anna')).toMatch(
        /^Giulia Rossi: codice telefono 111111, PIN \d{5}\. Leo Rossi: codice telefono 333333, PIN \d{5}\.$/,
      );
      expect(childrenOf('D’Angelo Karim') ?? childrenOf("D'Angelo Karim")).toMatch(/222222, PIN/);
      // A restricted guardian gets a login, and nothing of the telephone.
      expect(childrenOf('Neri Sara')).toBe('');
      expect(await rows('select 1 from enrolment.phone_pin where tenant_id = $1')).toHaveLength(3);
      const given = await rows(
        `select 1 from audit.event where tenant_id = $1 and action = 'enrolment.phone-pin-given'`,
      );
      expect(given).toHaveLength(3);
    });

    test('ends with 2 for an unknown authority or folder', async () => {
      expect((await command('/nowhere')).code).toBe(2);
      expect((await command('/nowhere', { tenant: 'nessuno' })).lines).toEqual([
        'Non c’è nessun ente di nome “nessuno”.',
      ]);
    });
  });
});

test('from July files are made for the coming school year', () => {
  expect(schoolYearOn(asDay('2026-06-30'))).toBe(2025);
  expect(schoolYearOn(asDay('2026-07-01'))).toBe(2026);
  expect(schoolYearOn(asDay('2027-01-10'))).toBe(2026);
});

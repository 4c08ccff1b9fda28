// A school morning through the executable alone: files in, meals booked by themselves, a child taken off, the cut-off,
// the day closed, the kitchen's numbers, and receipts that prove it.
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPglite } from '#platform/database-pglite.ts';
import { install } from './executable.ts';
import type { Installation, Served } from './executable.ts';
import { passer } from './passer.ts';
import type { Passer } from './passer.ts';

const day = '2026-11-23';
const slow = 120_000;
let house: Installation;
let served: Served;
let cook: Passer;
let mother: Passer;
let father: Passer;
/** Logins and first passwords, as the letters say them, by name. */
let letters: Map<string, { readonly login: string; readonly password: string }>;
let kitchenPassword = '';

beforeAll(() => {
  house = install(`${day}T08:50:00+01:00`);
});
afterAll(async () => {
  await served?.stop();
  house.remove();
});

test(
  'an authority is made, given its calendar and its files: tried first, brought in once, the same the second time',
  async () => {
    const made = await house.run(
      ...words('create-tenant --slug rodari --province BG --region Lombardia --host 127.0.0.1'),
      ...words('--mail-from mensa@comune.rodari.example --name'),
      'Comune di Rodari',
    );
    expect(made).toMatchObject({ code: 0 });
    const opening = 'open-school-year --tenant rodari --rule lombardy --year 2026';
    expect(await house.run(...words(opening))).toMatchObject({ code: 0 });

    const files = join(house.folder, 'files');
    await mkdir(files);
    const templates = new URL('../src/registry-import/templates', import.meta.url);
    await cp(templates, files, { recursive: true });
    const importing = ['import', files, '--tenant', 'rodari', '--school-year', '2026'];
    const tried = await house.run(...importing, '--dry-run');
    expect(tried.said).toContain('000123');
    expect(tried.code).toBe(0);

    const letterFile = join(house.folder, 'lettere.csv');
    const imported = await house.run(...importing, '--letters', letterFile);
    expect(imported).toMatchObject({ code: 0 });
    letters = readLetters(await readFile(letterFile, 'utf8'));
    expect([...letters.keys()].toSorted()).toEqual(["D'Angelo Karim", 'Rossi Anna']);
    const again = await house.run(...importing);
    expect(again.said).not.toContain('000123');
    expect(again.code).toBe(0);

    const staff = 'create-staff --tenant rodari --login cuoca --name Rosa --role kitchen';
    const { said } = await house.run(...words(staff));
    kitchenPassword = /sign-in: (\S+)/.exec(said)?.[1] ?? '';
    expect(kitchenPassword).not.toBe('');
  },
  slow,
);

test(
  'a second process on the same folder is refused with a sentence',
  async () => {
    served = await house.serve();
    expect(served.log()).toContain('The embedded database is for trying');
    const second = await house.run('close-day');
    expect(second.code).toBe(1);
    expect(second.said).toBe(
      `Another process uses the data in ${house.dataFolder}. Two would lose each other's changes: stop that one, or set REFETTORIO_DATA to another folder.\n`,
    );
  },
  slow,
);

test(
  'both children’s meals are booked by themselves; the mother takes hers off and has a receipt',
  async () => {
    mother = await passer(served.base, letters.get('Rossi Anna'), 'una bella giornata');
    father = await passer(served.base, letters.get("D'Angelo Karim"), 'una giornata di sole');
    cook = await passer(
      served.base,
      { login: 'cuoca', password: kitchenPassword },
      'il mestolo di legno',
    );
    expect(await statesOf(mother)).toEqual({ Giulia: 'expected' });
    expect(await statesOf(father)).toEqual({ Omar: 'expected' });
    expect(await sheet()).toMatchObject({
      closed: false,
      pupils: 2,
      plates: [
        { variant: 'Senza glutine', count: 1 },
        { variant: 'Vegetariano', count: 1 },
      ],
    });

    const receipt = await mother.change('/absences', 'mother-1', day);
    expect(receipt).toMatchObject({ status: 200, by: 'Anna Rossi', repeated: false });
    // A double tap is the same change and the same receipt.
    const repeat = await mother.change('/absences', 'mother-1', day);
    expect(repeat).toMatchObject({ status: 200, code: receipt.code });
    expect(await sheet()).toMatchObject({ pupils: 1, plates: [{ variant: 'Senza glutine' }] });
  },
  slow,
);

test(
  'at 9:30:59 a father is in time, at 9:31:00 a mother is not',
  async () => {
    house.turnClockTo(`${day}T09:30:59.999+01:00`);
    expect(await father.change('/absences', 'father-1', day)).toMatchObject({ status: 200 });
    house.turnClockTo(`${day}T09:31:00.000+01:00`);
    const late = await mother.change('/absences/undo', 'mother-2', day);
    expect(late).toMatchObject({ status: 409, code: 'bookings.after-cut-off' });
    expect(late.detail).toContain('lunedì 23 novembre');
    expect(await sheet()).toMatchObject({ closed: false, pupils: 0 });
  },
  slow,
);

test(
  'ten seconds later the day closes by itself, and the kitchen has its final numbers',
  async () => {
    house.turnClockTo(`${day}T09:31:10.001+01:00`);
    await expect.poll(sheet, { timeout: 20_000, interval: 250 }).toMatchObject({
      closed: true,
      pupils: 0,
      // Two teachers on Monday, one for each shift.
      adults: 2,
    });
    expect(await statesOf(mother)).toEqual({ Giulia: 'absent' });
    const answer = await mother.change('/absences/undo', 'mother-3', day);
    expect(answer).toMatchObject({ status: 409 });
  },
  slow,
);

test(
  'it stops when asked, and every receipt is as it was signed; one word changed in the database is found',
  async () => {
    expect(await served.stop()).toBe(0);
    const sound = await house.run('receipts', 'verify');
    expect(sound.said).toContain('tutto è come è stato firmato');
    expect(sound.said).toContain('rodari: 2 ricevute in catena');
    expect(sound.code).toBe(0);
    const next = await house.run('close-day');
    expect(next.said).toContain('No day was to be closed.');
    expect(next.code).toBe(0);

    const database = await openPglite({ folder: join(house.dataFolder, 'pglite') });
    // Whoever owns the machine can do this; the proof is that it does not stay hidden.
    await database.asOwner('alter table receipts.payload disable trigger user');
    await database.asOwner(
      `update receipts.payload set canonical_text = replace(canonical_text, '2026-11-23', '2026-11-24')`,
    );
    await database.close();
    const forged = await house.run('receipts', 'verify');
    expect(forged.said).toContain('qualcosa NON è come è stato firmato');
    expect(forged.code).toBe(1);
  },
  slow,
);

function words(line: string): string[] {
  return line.split(' ');
}

interface Sheet {
  readonly closed: boolean;
  readonly pupils: number;
  readonly adults: number;
  readonly plates: unknown;
}

async function sheet(): Promise<Sheet> {
  const { schools, totals } = await cook.sheet(day);
  const { pupils, adults, variants } = totals;
  const open = schools.filter(({ served: isServed, closedAt }) => isServed && closedAt === null);
  return { closed: open.length === 0, pupils, adults, plates: variants };
}

async function statesOf(guardian: Passer): Promise<Record<string, string | undefined>> {
  const { children } = await guardian.today();
  return Object.fromEntries(
    children.map(({ firstName, services }) => [firstName, services[0]?.day.state]),
  );
}

function readLetters(text: string): typeof letters {
  const [, ...rows] = text.trim().split(/\r?\n/);
  return new Map(
    rows.map((row) => {
      const [name = '', login = '', password = ''] = row.split(';');
      return [name, { login, password }];
    }),
  );
}

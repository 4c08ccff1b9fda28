// The sounds of a town: names come out of its registers, and a pupil who was enrolled a minute ago is called by name.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sampleTown } from '#bookings/sample.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { asInstant } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { promptMaker, wantedSounds } from '#voice/make-prompts.ts';
import type { WantedSound } from '#voice/wanted-sounds.ts';

let database: Database;
const lines: string[] = [];
const log = logTo(
  (line) => lines.push(line),
  () => 'then',
);
beforeAll(async () => {
  database = await openTestDatabase();
  await sampleTown(database, 1);
  await sampleTown(database, 2);
});
afterAll(() => database.close());

const clock = { now: () => asInstant(Date.UTC(2026, 10, 23, 7, 12)) };
const registers = () => ({ database, clock, loadCalendar: loadTenantCalendar });

test('first names, classes, schools, authorities and reasons of closed days are made ahead, surnames never', async () => {
  const names = (await wantedSounds(registers())).filter(({ origin }) => origin === 'name');
  const texts = new Set(names.map(({ text }) => text));
  const inDatabase = await database.asOwner(
    `select first_name, last_name from enrolment.pupil union select reason, null from calendar.closure`,
  );
  expect(inDatabase.length).toBeGreaterThan(4);
  for (const row of inDatabase) {
    expect(texts).toContain(row['first_name']);
    expect(texts).not.toContain(row['last_name']);
  }
  expect(texts).toContain('1A');
});

test('what lacks is made in small runs, a new name a minute later, and a name that is gone is given up', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const made = new Set<WantedSound['text']>();
  let largest = 0;
  let kept = new Set<string>();
  const run = promptMaker({
    ...registers(),
    log,
    prompts: {
      soundFileOf: () => undefined,
      silenceFileOf: () => undefined,
      clean: async (wanted) => {
        kept = new Set(wanted.map(({ text }) => text));
        return 0;
      },
      refresh: async () => undefined,
      missing: (wanted) => wanted.filter(({ text }) => !made.has(text)),
      make: async (wanted) => {
        largest = Math.max(largest, wanted.length);
        for (const { text } of wanted) made.add(text);
        return { made: wanted.length, failed: 0 };
      },
    },
  });
  const runAll = async (): Promise<void> => {
    for (let count = 0; count < 200; count += 1) await run();
  };
  await runAll();
  expect(made.size).toBeGreaterThan(200);
  expect(largest).toBeLessThan(50);
  await database.asOwner(
    `update enrolment.pupil set first_name = 'Ottavia' where first_name is not null`,
  );
  expect(kept).toContain('Bimbo101');
  await runAll();
  expect(made).not.toContain('Ottavia');
  vi.advanceTimersByTime(61_000);
  await runAll();
  expect(made).toContain('Ottavia');
  expect(kept).toContain('Ottavia');
  expect(kept).not.toContain('Bimbo101');
  vi.useRealTimers();
});

test('the name of a pupil who uses no service any more is wanted no more', async () => {
  const wanted = async (): Promise<readonly string[]> =>
    (await wantedSounds(registers())).map(({ text }) => text);
  await database.asOwner(`update enrolment.pupil set first_name = 'Ultima' where pupil_id =
    (select pupil_id from enrolment.eater_view order by pupil_id limit 1)`);
  expect(await wanted()).toContain('Ultima');
  await database.asOwner(`update enrolment.service_enrolment set superseded_at = now() where pupil_id in
    (select pupil_id from enrolment.pupil where first_name = 'Ultima')`);
  expect(await wanted()).not.toContain('Ultima');
});

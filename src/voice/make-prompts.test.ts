// The sounds of a town: names come out of its registers, and a pupil who was enrolled a minute ago is called by name.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sampleTown } from '#bookings/sample.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
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

const registers = () => ({ database, loadCalendar: loadTenantCalendar });

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

test('what lacks is made in small runs, and a new name a minute later', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const made = new Set<WantedSound['text']>();
  let largest = 0;
  const run = promptMaker({
    ...registers(),
    log,
    prompts: {
      soundFileOf: () => undefined,
      silenceFileOf: () => undefined,
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
  await runAll();
  expect(made).not.toContain('Ottavia');
  vi.advanceTimersByTime(61_000);
  await runAll();
  expect(made).toContain('Ottavia');
  vi.useRealTimers();
});

// Sample trees for the self-test: one small house in order, and for each check files that break it.
import type { checks } from './checks.ts';
import type { Floor } from '#floors.ts';

export const sampleFloors: readonly Floor[] = [
  { room: 'ground', purpose: 'values', libraries: ['intl-messageformat'] },
  { room: 'platform', purpose: 'I/O', libraries: ['node:*', 'pg'] },
  { room: 'calendar', purpose: 'days', libraries: ['zod', 'date-holidays'] },
  { room: 'bookings', purpose: 'meals', libraries: ['zod'] },
  { room: 'api', purpose: 'face', libraries: ['node:*', 'fastify', '@fastify/*'] },
  { room: 'demo', purpose: 'invented', libraries: ['node:*'] },
];

/** Files that keep every rule, with the cases that come near to breaking one. */
export const goodTree: Readonly<Record<string, string>> = {
  'src/main.ts': `// Composes the rooms of the sample.
import { createServer } from 'node:http';
import { bindBookings } from '#bookings/routes.ts';
import { startApi } from '#api/start.ts';
export const running = [createServer, bindBookings, startApi];
const late = await import('#calendar/late-bell.ts');
console.log(late);`,
  'src/ground/day.ts': `// A civil day as text.
export type Day = string & { readonly day: true };
export function asDay(text: string): Day { return text as Day; }
export const toDays = (texts: string[]): Day[] => texts.map((text) => text as Day);
export const plan = { Date: 1, process: 2 };
export const read = plan.process + Math.max(1, plan.Date);`,
  'src/ground/sentence.ts': `// A sentence in a language.
import { IntlMessageFormat } from 'intl-messageformat';
export const say = (text: string): unknown => new IntlMessageFormat(text).format();`,
  'src/platform/database.ts': `// Opens the database.
import pg from 'pg';
export const pool = new pg.Pool();
export const opening = 'select set_config(name, value, true) from tenant_setting';`,
  'src/calendar/model.ts': `// The words of the calendar.
import type { Day } from '#ground/day.ts';
export interface CanteenDay { readonly day: Day }`,
  'src/calendar/late-bell.ts': `// Rings when the cut-off passes; loaded late.
export const bell = 'rung';`,
  'src/calendar/store.ts': `// The calendar's SQL.
import type { CanteenDay } from '#calendar/model.ts';
export const listDays = 'select d.day from calendar.service_day d where d.tenant_id = $1';
export type Row = CanteenDay;`,
  'src/bookings/rules.ts': `// Decides about absences.
import { asDay } from '#ground/day.ts';
import type { CanteenDay } from '#calendar/model.ts';
export const decideAbsence = (day: CanteenDay): boolean => day.day === asDay('2026-11-22');`,
  'src/bookings/store.ts': `// The bookings' SQL; joins the calendar's view.
export const listAbsences = \`select a.day, v.cut_off_at
  from bookings.absence a join calendar.service_day_view v using (tenant_id, day)\`;
export const today = (now: number): number => now;`,
  'src/bookings/declare-absence.ts': `// Declares an absence.
import { decideAbsence } from '#bookings/rules.ts';
import { listAbsences } from '#bookings/store.ts';
export const declared = [decideAbsence, listAbsences] as const;
export const loose = JSON.parse('{}') as unknown;
export const sentence = 'Select a child from the list';`,
  'src/bookings/declare-absence.test.ts': `// Tests the absence against a database.
import { test } from 'vitest';
import { declared } from '#bookings/declare-absence.ts';
test('an absence in time is accepted', () => { void (declared as unknown as string); });`,
  'src/bookings/routes.ts': `// Binds the bookings to HTTP.
export const bindBookings = 1;`,
  'src/bookings/api.ts': `// The contract of bookings.
import { z } from 'zod';
export const request = z.object({});
export type Request = z.infer<typeof request>;`,
  'src/bookings/texts/it.json':
    '{ "late": "Sono le {time}", "meals": "{count, plural, one {un pasto} other {# pasti}}" }',
  'src/bookings/texts/en.json':
    '{ "late": "It is {time}", "meals": "{count, plural, one {a meal} other {# meals}}" }',
  'src/api/start.ts': `// Starts the face.
import { fastify } from 'fastify';
import { bindBookings } from '#bookings/routes.ts';
export const startApi = [fastify, bindBookings];`,
  'src/demo/main.ts': `// Starts the demo.
import { running } from '#main.ts';
import { bindBookings } from '#bookings/routes.ts';
export const demo = [running, bindBookings];`,
  'web/kit/button.tsx': `// A button to press.
import { useState } from 'react';
export function Button() { return <button>{useState(0)[0]}</button>; }`,
  'web/portal/today.tsx': `// Today's page.
import { Button } from '../kit/button.tsx';
import { asDay } from '#ground/day.ts';
import { decideAbsence } from '#bookings/rules.ts';
import texts from '#bookings/texts/it.json' with { type: 'json' };
import type { Request } from '#bookings/api.ts';
import './today.scss';
export const page = [Button, asDay, decideAbsence, texts];
export type Sent = Request;`,
  'web/vite.config.ts': `// Builds the web.
import { defineConfig } from 'vite';
export default defineConfig({});`,
  'db/migrations/0001-bookings.sql': `-- Bookings: the log of changes; it never asks now().
create table bookings.absence (tenant_id integer, day date, owner text default 'the pupil user');`,
  'docs/glossary.md': `# Glossary
| Italian | here | never | note |
|---|---|---|---|
| alunno | pupil | child, \`student\` | |
| codice fiscale | fiscal code | tax code (as in the UK) | |`,
  'journeys/a-morning.test.ts': `// A morning across rooms.
import { declared } from '#bookings/declare-absence.ts';
import { startPostgres } from '../scripts/postgres.ts';
void [declared, startPostgres];`,
};

export interface Breach {
  /** What is wrong, as the name of the test. */
  readonly because: string;
  /** Files put over the good tree. */
  readonly files: Readonly<Record<string, string>>;
  /** Where the check must bite, `path:line`, and nowhere else. */
  readonly at: string;
}

const head = '// A file of the sample.\n';

export const breaches: Readonly<Record<keyof typeof checks, readonly Breach[]>> = {
  demoReach: [
    {
      because: 'production reaches the demo over three files, one of them loaded late',
      files: {
        'src/calendar/late-bell.ts': `${head}export { ring } from '#calendar/ring.ts';`,
        'src/calendar/ring.ts': `${head}export const ring = await import('#demo/main.ts');`,
      },
      at: 'src/calendar/ring.ts:2',
    },
    {
      because: 'production starts a file of the demo as a thread',
      files: {
        'src/api/start.ts': `${head}new Worker(new URL('../demo/main.ts', import.meta.url));`,
      },
      at: 'src/api/start.ts:2',
    },
  ],
  firstLines: [
    {
      because: 'a file starts without a word',
      files: { 'src/api/start.ts': 'export const a = 1;' },
      at: 'src/api/start.ts:1',
    },
    {
      because: 'a migration starts without a word',
      files: { 'db/migrations/0002-a.sql': 'create table a.b ();' },
      at: 'db/migrations/0002-a.sql:1',
    },
    {
      because: 'the comment says nothing',
      files: { 'scripts/a.ts': '//\nexport const a = 1;' },
      at: 'scripts/a.ts:1',
    },
  ],
  floors: [
    {
      because: 'a room looks up, even for a type',
      files: { 'src/calendar/late-bell.ts': `${head}import type { A } from '#bookings/rules.ts';` },
      at: 'src/calendar/late-bell.ts:2',
    },
    {
      because: 'a room looks up in the middle of a type',
      files: {
        'src/calendar/late-bell.ts': `${head}\nexport type A = import('#bookings/rules.ts').A;`,
      },
      at: 'src/calendar/late-bell.ts:3',
    },
    {
      because: 'a folder is no room',
      files: { 'src/cellar/wine.ts': head },
      at: 'src/cellar/wine.ts:1',
    },
    {
      because: 'a room that is not listed is imported',
      files: { 'src/api/start.ts': `${head}import '#cellar/wine.ts';` },
      at: 'src/api/start.ts:2',
    },
    { because: 'a file lies in src itself', files: { 'src/stray.ts': head }, at: 'src/stray.ts:1' },
    {
      because: 'a room imports main.ts',
      files: { 'src/api/start.ts': `${head}import '#main.ts';` },
      at: 'src/api/start.ts:2',
    },
    {
      because: 'main.ts imports the demo',
      files: { 'src/main.ts': `${head}await import('#demo/main.ts');` },
      at: 'src/main.ts:2',
    },
  ],
  glossary: [
    {
      because: 'a name is a banned word',
      files: { 'src/api/start.ts': `${head}export const listStudents = 1;` },
      at: 'src/api/start.ts:2',
    },
    {
      because: 'a name holds a banned pair of words',
      files: { 'src/api/start.ts': `${head}export interface A { readonly taxCode: string }` },
      at: 'src/api/start.ts:2',
    },
    {
      because: 'a file is called by a banned word',
      files: { 'src/bookings/student-card.ts': head },
      at: 'src/bookings/student-card.ts:1',
    },
    {
      because: 'a column is called by a banned word',
      files: {
        'db/migrations/0002-a.sql': `-- A second migration.\ncreate table bookings.meal (\n  student_id uuid);`,
      },
      at: 'db/migrations/0002-a.sql:3',
    },
  ],
  importPaths: [
    {
      because: 'an import in src is relative',
      files: { 'src/api/start.ts': `${head}import './other.ts';` },
      at: 'src/api/start.ts:2',
    },
    {
      because: 'an import lacks .ts',
      files: { 'src/api/start.ts': `${head}import '#bookings/routes';` },
      at: 'src/api/start.ts:2',
    },
    {
      because: 'the web reaches into src by a path',
      files: { 'web/portal/a.ts': `${head}import '../../src/ground/day.ts';` },
      at: 'web/portal/a.ts:2',
    },
    {
      because: 'the path of an import is computed',
      files: { 'src/api/start.ts': `${head}export const load = (room: string) => import(room);` },
      at: 'src/api/start.ts:2',
    },
  ],
  libraries: [
    {
      because: 'a library is not listed for the room',
      files: { 'src/bookings/a.ts': `${head}import 'date-holidays/it';` },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: 'a module of Node is not listed for the room',
      files: { 'src/bookings/a.ts': `${head}import { readFile } from 'node:fs';` },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: 'a browser library is in src',
      files: { 'src/api/start.ts': `${head}import { useQuery } from '@tanstack/react-query';` },
      at: 'src/api/start.ts:2',
    },
    {
      because: 'a component is in src',
      files: { 'src/bookings/a.tsx': head },
      at: 'src/bookings/a.tsx:1',
    },
    {
      because: 'a testing library is outside of tests',
      files: { 'src/bookings/a.ts': `${head}import 'vitest';` },
      at: 'src/bookings/a.ts:2',
    },
  ],
  names: [
    {
      because: 'a folder is called utils',
      files: { 'src/bookings/utils/round.ts': head },
      at: 'src/bookings/utils/round.ts:1',
    },
    {
      because: 'a file is called helpers',
      files: { 'web/portal/helpers.ts': head },
      at: 'web/portal/helpers.ts:1',
    },
    {
      because: 'a file is in camelCase',
      files: { 'src/bookings/closeDay.ts': head },
      at: 'src/bookings/closeDay.ts:1',
    },
  ],
  privateFiles: [
    {
      because: "a room reads another room's store",
      files: { 'src/bookings/a.ts': `${head}import { listDays } from '#calendar/store.ts';` },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: 'main.ts reads a store',
      files: { 'src/main.ts': `${head}import { listDays } from '#calendar/store.ts';` },
      at: 'src/main.ts:2',
    },
    {
      because: 'a journey reads a store',
      files: { 'journeys/a.test.ts': `${head}import { listDays } from '#calendar/store.ts';` },
      at: 'journeys/a.test.ts:2',
    },
    {
      because: "a room binds another room's jobs",
      files: { 'src/bookings/a.ts': `${head}import { bells } from '#calendar/jobs.ts';` },
      at: 'src/bookings/a.ts:2',
    },
  ],
  purity: [
    {
      because: 'a rule asks the clock',
      files: { 'src/bookings/rules.ts': `${head}\nexport const now = new Date();` },
      at: 'src/bookings/rules.ts:3',
    },
    {
      because: 'ground asks the clock by shorthand',
      files: { 'src/ground/a.ts': `${head}export const clock = { Date };` },
      at: 'src/ground/a.ts:2',
    },
    {
      because: 'a model leaves an id to chance',
      files: { 'src/bookings/model.ts': `${head}export const id = Math.random();` },
      at: 'src/bookings/model.ts:2',
    },
    {
      because: 'a rule reads the environment',
      files: { 'src/bookings/rules.ts': `${head}export const a = process.env;` },
      at: 'src/bookings/rules.ts:2',
    },
    {
      because: 'a rule goes round by globalThis',
      files: { 'src/bookings/rules.ts': `${head}export const a = globalThis['Date'];` },
      at: 'src/bookings/rules.ts:2',
    },
    {
      because: 'a rule imports a listed library',
      files: { 'src/bookings/rules.ts': `${head}import { z } from 'zod';` },
      at: 'src/bookings/rules.ts:2',
    },
    {
      because: 'ground imports a module of Node',
      files: { 'src/ground/a.ts': `${head}import { readFileSync } from 'node:fs';` },
      at: 'src/ground/a.ts:2',
    },
    {
      because: 'a rule imports an impure file of its room',
      files: { 'src/bookings/rules.ts': `${head}import { a } from '#bookings/facts.ts';` },
      at: 'src/bookings/rules.ts:2',
    },
    {
      because: 'a rule imports platform',
      files: {
        'src/bookings/absence-rules.ts': `${head}import type { Tx } from '#platform/database.ts';`,
      },
      at: 'src/bookings/absence-rules.ts:2',
    },
    {
      because: 'a rule fetches',
      files: { 'src/bookings/rules.ts': `${head}export const a = (b: string) => fetch(b);` },
      at: 'src/bookings/rules.ts:2',
    },
  ],
  shape: [
    {
      because: 'a file only hands on',
      files: { 'src/bookings/index.ts': `${head}export { a } from '#bookings/rules.ts';` },
      at: 'src/bookings/index.ts:1',
    },
    {
      because: 'a file imports and hands on',
      files: {
        'src/bookings/index.ts': `${head}import { a } from '#bookings/rules.ts';\nexport { a };`,
      },
      at: 'src/bookings/index.ts:1',
    },
    {
      because: 'everything is handed on',
      files: {
        'src/bookings/a.ts': `${head}export * from '#bookings/rules.ts';\nexport const b = 1;`,
      },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: 'an export is the default',
      files: { 'src/bookings/a.ts': `${head}export default 1;` },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: 'a class is decorated',
      files: { 'src/bookings/a.ts': `${head}@held\nexport class Held {}` },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: 'a file does not parse',
      files: { 'src/bookings/a.ts': `${head}export const = 1;` },
      at: 'src/bookings/a.ts:1',
    },
  ],
  sql: [
    {
      because: 'a use case writes SQL',
      files: {
        'src/bookings/a.ts': `${head}export const a = \`\n  select day from calendar.service_day_view\`;`,
      },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: 'a use case writes SQL in capitals',
      files: { 'src/bookings/a.ts': `${head}export const a = 'DELETE FROM bookings.absence';` },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: 'a use case asks the database',
      files: {
        'src/bookings/a.ts': `${head}export const a = (tx: Tx, sql: string) => tx.rows(sql);`,
      },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: "a store reads a lower room's table",
      files: {
        'src/bookings/store.ts': `${head}export const a = 'select day from calendar.service_day';`,
      },
      at: 'src/bookings/store.ts:2',
    },
    {
      because: 'a store looks up',
      files: {
        'src/calendar/store.ts': `${head}export const a = 'select day from bookings.meal_view';`,
      },
      at: 'src/calendar/store.ts:2',
    },
    {
      because: 'a store asks the clock',
      files: {
        'src/bookings/store.ts': `${head}export const a = 'update bookings.meal set at = now()';`,
      },
      at: 'src/bookings/store.ts:2',
    },
    {
      because: 'a migration asks the clock',
      files: {
        'db/migrations/0002-a.sql': `-- A second migration.\nalter table bookings.meal\n  add at timestamptz default now();`,
      },
      at: 'db/migrations/0002-a.sql:3',
    },
  ],
  texts: [
    {
      because: 'a key is missing in English',
      files: { 'src/bookings/texts/en.json': '{ "late": "It is {time}" }' },
      at: 'src/bookings/texts/en.json:1',
    },
    {
      because: 'a language is missing',
      files: { 'src/calendar/texts/it.json': '{}' },
      at: 'src/calendar/texts/it.json:1',
    },
    {
      because: 'a sentence is not ICU',
      files: {
        'src/calendar/texts/it.json': '{\n "a": "a {"}',
        'src/calendar/texts/en.json': '{\n "a": "a"}',
      },
      at: 'src/calendar/texts/it.json:2',
    },
  ],
  assertions: [
    {
      because: 'any is said',
      files: { 'src/bookings/a.ts': `${head}export const a: any = 1;` },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: 'as stands outside of a constructor',
      files: { 'src/bookings/a.ts': `${head}export const a = (b: string) => b as Day;` },
      at: 'src/bookings/a.ts:2',
    },
    {
      because: 'a test says any',
      files: { 'src/bookings/a.test.ts': `${head}export const a: any = 1;` },
      at: 'src/bookings/a.test.ts:2',
    },
  ],
  web: [
    {
      because: 'the web imports a use case',
      files: {
        'web/portal/a.ts': `${head}import { declared } from '#bookings/declare-absence.ts';`,
      },
      at: 'web/portal/a.ts:2',
    },
    {
      because: 'the web imports a contract with its schema library',
      files: { 'web/portal/a.ts': `${head}import { request } from '#bookings/api.ts';` },
      at: 'web/portal/a.ts:2',
    },
    {
      because: 'the web imports a library nobody measured',
      files: { 'web/portal/a.tsx': `${head}import { z } from 'zod';` },
      at: 'web/portal/a.tsx:2',
    },
    {
      because: 'the portal imports the office',
      files: { 'web/portal/a.ts': `${head}import '../office/table.tsx';` },
      at: 'web/portal/a.ts:2',
    },
  ],
};

// The papers say what is true of the code: links lead somewhere, commands and variables exist, publiccode.yml is whole.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { usage } from '#command/usage.ts';
import { floors } from '#floors.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { scripts, license, version } = z
  .object({ scripts: z.record(z.string(), z.string()), license: z.string(), version: z.string() })
  .parse(JSON.parse(read('package.json')));

const papers = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].toSorted();

describe.each(papers)('%s', (paper) => {
  const text = read(paper);

  test('links to files that exist', () => {
    const links = capturesIn(text, /\]\(([^)\s]+)\)/g).filter((link) => !/^(https?:|#)/.test(link));
    const missing = links.filter(
      (link) => !existsSync(join(root, dirname(paper), link.replace(/#.*$/, ''))),
    );
    expect(missing).toEqual([]);
  });

  test('names npm scripts that exist', () => {
    const named = [
      ...capturesIn(text, /\bnpm (start|test)\b/g),
      ...capturesIn(text, /\bnpm run (?:--silent )?([a-z:]+)/g),
    ];
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('gives commands that the program has', () => {
    const blocks = capturesIn(text, /^```(?:sh)?\n(.*?)^```/gms).join('\n');
    const given = capturesIn(blocks, /^\s*(?:sudo (?:[A-Z_]+=\S+ )?)?refettorio ([a-z-]+)/gm);
    expect(given.filter((name) => !programCommands().includes(name))).toEqual([]);
  });
});

test('--help lists exactly the commands of the program', () => {
  const [listed = ''] = usage.split('Environment:');
  const names = capturesIn(listed, /^ {2}([a-z-]+) /gm);
  expect(names.toSorted()).toEqual([...programCommands()].toSorted());
});

test('.env.example and --help name exactly the variables that the program reads', () => {
  const reading = [
    ...capturesIn(read('src/platform/config.ts'), /'([A-Z][A-Z0-9_]{3,})'/g),
    ...capturesIn(read('src/platform/sms-config.ts'), /'(SMS_[A-Z0-9_]+)'/g),
    ...capturesIn(read('src/platform/incoming-sms-config.ts'), /'(SMS_[A-Z0-9_]+)'/g),
    ...readdirSync(join(root, 'src/command')).flatMap((name) =>
      capturesIn(read(`src/command/${name}`), /environment\['([A-Z0-9_]+)'\]/g),
    ),
  ];
  // PATH is the machine's, not ours to explain.
  const known = [...new Set(reading)].filter((name) => name !== 'PATH').toSorted();
  expect(capturesIn(read('.env.example'), /^#?([A-Z][A-Z0-9_]+)=/gm).toSorted()).toEqual(known);
  const inHelp = new Set(capturesIn(usage, /\b([A-Z]+(?:_[A-Z]+)+|PORT)\b/g));
  expect([...inHelp].toSorted()).toEqual(known);
});

test.each([
  ['installare', 'install', 80],
  ['centralino', 'asterisk', 40],
  ['misure', 'benchmarks', 2],
])('the guides %s and %s give the same commands', (italian, english, least) => {
  const commandsOf = (path: string): readonly string[] =>
    capturesIn(read(path), /^```(?:sh|nginx)?\n(.*?)^```/gms)
      .flatMap((block) => block.split('\n'))
      .map((line) => line.replace(/(^|\s+)# .*$/, '').trimEnd())
      .filter((line) => line !== '');
  const commands = commandsOf(`docs/guide/${english}.md`);
  expect(commandsOf(`docs/guide/${italian}.md`)).toEqual(commands);
  expect(commands.length).toBeGreaterThan(least);
});

test('the telephone of the guide has every file that the guide copies, and none writes down who calls', () => {
  const files = readdirSync(join(root, 'deploy/asterisk'));
  expect(files.toSorted()).toEqual(
    ['asterisk', 'cdr', 'extensions', 'logger', 'modules', 'pjsip', 'rtp'].map(
      (name) => `${name}.conf`,
    ),
  );
  expect(read('deploy/asterisk/cdr.conf')).toMatch(/^enable = no$/m);
  expect(read('deploy/asterisk/logger.conf')).toMatch(/^console => warning,error$/m);
  expect(read('deploy/asterisk/extensions.conf')).toContain('agi://127.0.0.1:4573');
});

test('the guides of installation explain every alarm that the program can give', () => {
  const alarms = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .flatMap((name) => capturesIn(read(`src/${name}`), /\balarm\(\s*'([a-z-]+)'/g));
  for (const guide of ['docs/guide/install.md', 'docs/guide/installare.md']) {
    const table = read(guide).split('## 11.')[1] ?? '';
    expect(capturesIn(table, /^\| `([a-z-]+)` \|/gm).toSorted()).toEqual(alarms.toSorted());
  }
});

test('every room has its entry in the glossary', () => {
  const named = capturesIn(read('docs/glossary.md'), /^\|[^|]+\| `([a-z-]+)` \|/gm);
  expect(floors.map(({ room }) => room).filter((room) => !named.includes(room))).toEqual([]);
});

test('a decision says its date and status, why, what, and at what price, on one screen', () => {
  const decisions = papers.filter((paper) => paper.startsWith('docs/decisions/'));
  expect(decisions.length).toBeGreaterThan(12);
  for (const decision of decisions) {
    const text = read(decision);
    expect(text).toMatch(/^# \d{3} .+\n\nDate: \d{4}-\d\d-\d\d\. Status: \w/);
    expect(capturesIn(text, /^## (.+)$/gm)).toEqual(
      expect.arrayContaining(['Context', 'Decision', 'Consequences']),
    );
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  }
});

test('the licence is there in full', () => {
  const articles = capturesIn(read('LICENSE'), /^(\d+)\.[A-Z]/gm);
  expect(articles).toEqual(Array.from({ length: 15 }, (_, index) => String(index + 1)));
  expect(read('LICENSE')).toContain('‘Compatible Licences’ according to Article 5 EUPL are:');
  expect(license).toBe('EUPL-1.2');
});

describe('publiccode.yml', () => {
  const description = z.object({
    shortDescription: z.string().max(150),
    longDescription: z.string().min(150).max(10_000),
    features: z.array(z.string().max(100)).min(1),
    documentation: z.url(),
    apiDocumentation: z.url(),
  });
  // The keys of the standard that we use; the mandatory ones are not optional here. A key of ours would be a mistake.
  const publiccode = z.strictObject({
    publiccodeYmlVersion: z.literal('0.4'),
    name: z.string(),
    url: z.url(),
    softwareVersion: z.literal(version),
    releaseDate: z.iso.date(),
    platforms: z.array(z.string()).min(1),
    categories: z.array(z.string()).min(1),
    developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
    softwareType: z.literal('standalone/web'),
    intendedAudience: z.object({ scope: z.array(z.string()), countries: z.array(z.string()) }),
    inputTypes: z.array(z.string()),
    description: z.object({ it: description, en: description }),
    legal: z.object({ license: z.literal(license) }),
    maintenance: z.object({
      type: z.enum(['internal', 'contract', 'community', 'none']),
      contacts: z.array(z.object({ name: z.string() })).min(1),
    }),
    localisation: z.object({
      localisationReady: z.literal(true),
      availableLanguages: z.tuple([z.literal('it'), z.literal('en')]),
    }),
    dependsOn: z.object({ open: z.array(z.looseObject({ name: z.string() })) }),
  });

  test('has the keys that the catalogue of public software asks for', () => {
    const { error } = publiccode.safeParse(parse(read('publiccode.yml')));
    expect(error?.issues ?? []).toEqual([]);
  });
});

test('the changelog has a section for this version', () => {
  expect(read('CHANGELOG.md')).toContain(`\n## [${version}] - `);
});

/** What main.ts answers to, and `demo`, which bin/refettorio.mjs takes elsewhere. */
function programCommands(): readonly string[] {
  const [, table = ''] = /const commands:[^=]*= \{\n(.*?)\n\};/s.exec(read('src/main.ts')) ?? [];
  return [...capturesIn(table, /^ {2}'?([a-z-]+)'?:/gm), 'demo'];
}

/** The first group of every match. */
function capturesIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, capture]) =>
    capture === undefined ? [] : [capture],
  );
}

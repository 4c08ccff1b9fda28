// The configuration of a process: what is left out, what is refused and in which words.
import { describe, expect, test } from 'vitest';
import { readConfig } from '#platform/config.ts';
import type { Environment } from '#platform/config.ts';

const key = Buffer.alloc(32, 5).toString('base64');
/** As in demo/demo-key.ts, which platform may not import. */
const demoKey = Buffer.from('refettorio-demo-key-known-to-all').toString('base64');
const read = (environment: Environment, allowPublicKeys = false) =>
  readConfig({ REFETTORIO_MASTER_KEY: key, ...environment }, { allowPublicKeys });
const faultsOf = (environment: Environment): readonly string[] => {
  const result = read(environment);
  return result.ok ? [] : result.faults;
};

test('what is left out, or left empty, has its default', () => {
  const result = read({ PORT: ' ', DATABASE_URL: '', REFETTORIO_HTTPS: undefined });
  expect(result).toMatchObject({
    ok: true,
    config: {
      port: 3000,
      bind: '127.0.0.1',
      databaseUrl: undefined,
      ownerDatabaseUrl: undefined,
      databaseConnectionsMax: 4,
      dataFolder: './data',
      headsFolder: './data/heads',
      soundsFolder: './data/sounds',
      smtpUrl: undefined,
      voiceAgi: undefined,
      trustedProxies: [],
      https: false,
    },
  });
});

test('everything that is given is taken', () => {
  const result = read({
    PORT: '8080',
    REFETTORIO_BIND: '0.0.0.0',
    DATABASE_URL: 'postgres://refettorio@db/refettorio',
    DATABASE_OWNER_URL: 'postgresql://owner@db/refettorio',
    DATABASE_CONNECTIONS: '6',
    REFETTORIO_DATA: '/var/lib/refettorio',
    SMTP_URL: 'smtps://mail.example',
    VOICE_AGI_PORT: '4573',
    VOICE_AGI_BIND: '10.0.0.5',
    TRUSTED_PROXIES: '10.0.0.1, 10.0.0.2,',
    REFETTORIO_HTTPS: 'yes',
  });
  expect(result).toMatchObject({
    ok: true,
    config: {
      port: 8080,
      bind: '0.0.0.0',
      databaseUrl: 'postgres://refettorio@db/refettorio',
      ownerDatabaseUrl: 'postgresql://owner@db/refettorio',
      databaseConnectionsMax: 6,
      dataFolder: '/var/lib/refettorio',
      headsFolder: '/var/lib/refettorio/heads',
      soundsFolder: '/var/lib/refettorio/sounds',
      smtpUrl: 'smtps://mail.example',
      voiceAgi: { port: 4573, bind: '10.0.0.5' },
      trustedProxies: ['10.0.0.1', '10.0.0.2'],
      https: true,
    },
  });
});

describe('each fault has one sentence that names the variable', () => {
  test.each([
    ['PORT', '80a'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['DATABASE_URL', 'mysql://db'],
    ['DATABASE_URL', 'db:5432'],
    ['DATABASE_OWNER_URL', 'owner'],
    ['DATABASE_CONNECTIONS', '0'],
    ['DATABASE_CONNECTIONS', '201'],
    ['VOICE_AGI_PORT', 'agi'],
    ['VOICE_AGI_PORT', '65536'],
    ['SMTP_URL', 'https://mail.example'],
    ['REFETTORIO_HTTPS', 'true'],
    ['REFETTORIO_MASTER_KEY', 'short'],
    ['REFETTORIO_MASTER_KEY', Buffer.alloc(33).toString('base64')],
  ])('%s="%s"', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} [^\\n]+\\.$`));
  });

  test('all faults are told at once', () => {
    const faults = faultsOf({ PORT: 'x', SMTP_URL: 'x', REFETTORIO_HTTPS: 'x' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'SMTP_URL',
      'REFETTORIO_HTTPS',
    ]);
  });

  test('a password inside an address is not repeated in a sentence', () => {
    const faults = faultsOf({
      DATABASE_URL: 'mysql://root:hunter2@db',
      SMTP_URL: 'http://u:hunter2@m',
    });
    expect(faults).toHaveLength(2);
    expect(faults.join(' ')).not.toContain('hunter2');
  });
});

describe('the master key', () => {
  test('is required, and the sentence says how to make one', () => {
    const result = readConfig({}, { allowPublicKeys: false });
    expect(result).toMatchObject({
      ok: false,
      faults: [expect.stringContaining('openssl rand -base64 32')],
    });
  });

  test('is never repeated in a sentence', () => {
    expect(faultsOf({ REFETTORIO_MASTER_KEY: 'c2VjcmV0' }).join(' ')).not.toContain('c2VjcmV0');
  });

  test('of the demo is refused, because everybody can read it, and allowed where the demo runs', () => {
    expect(faultsOf({ REFETTORIO_MASTER_KEY: demoKey })).toEqual([
      expect.stringContaining("the demo's"),
    ]);
    expect(read({ REFETTORIO_MASTER_KEY: demoKey }, true).ok).toBe(true);
  });
});

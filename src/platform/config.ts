// The configuration of a process, from the environment, checked whole: one clear sentence for each fault.
import { createHash } from 'node:crypto';
import { masterKeyOf } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { IncomingSmsConfig } from '#platform/incoming-sms-config.ts';
import { readIncomingSmsConfig } from '#platform/incoming-sms-config.ts';
import type { SmsConfig } from '#platform/sms-config.ts';
import { readSmsConfig } from '#platform/sms-config.ts';

export interface Config {
  readonly port: number;
  /** The address that is listened on; this machine only, unless a proxy is meant to reach it from elsewhere. */
  readonly bind: string;
  /** Absent: the embedded database in `dataFolder`. */
  readonly databaseUrl: string | undefined;
  /** The login of the owner, for `migrate` only; without it `databaseUrl` migrates. */
  readonly ownerDatabaseUrl: string | undefined;
  readonly databaseConnectionsMax: number;
  readonly dataFolder: string;
  readonly masterKey: MasterKey;
  readonly smtpUrl: string | undefined;
  /** Absent: no SMS goes out. */
  readonly sms: SmsConfig | undefined;
  /** Absent: no provider may hand over what families write. */
  readonly incomingSms: IncomingSmsConfig | undefined;
  readonly trustedProxies: readonly string[];
  /** Whether browsers reach us by https (through a proxy): decides cookies and headers. */
  readonly https: boolean;
  /** Where the daily head of the receipts' chain is written, outside the database. */
  readonly headsFolder: string;
  /** Where the telephone's sounds are made and recordings are dropped. */
  readonly soundsFolder: string;
  /** Where Asterisk asks what to do with a call; absent: no Asterisk does. Whoever may connect says who calls. */
  readonly voiceAgi: { readonly port: number; readonly bind: string } | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;
export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] };

/** SHA-256 of keys that are public knowledge (the demo's): a real installation with one of them is not protected. */
const publicKeyDigests = new Set([
  '1220b82abc5cc7266b6715fe37a9027c505038e96c4172a4c1466181db6c77fc',
]);

export function readConfig(
  environment: Environment,
  options: { readonly allowPublicKeys: boolean },
): ConfigResult {
  const faults: string[] = [];
  const text = (name: string): string | undefined => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };
  const number = (name: string, otherwise: number, min: number, max: number): number => {
    const value = text(name);
    if (value === undefined) return otherwise;
    if (/^\d+$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
    faults.push(`${name} must be a whole number from ${min} to ${max}, and is "${value}".`);
    return otherwise;
  };
  const url = (name: string, schemes: readonly string[]): string | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (URL.canParse(value) && schemes.includes(new URL(value).protocol)) return value;
    faults.push(
      `${name} must be an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`,
    );
    return undefined;
  };
  const yesNo = (name: string, otherwise: boolean): boolean => {
    const value = text(name);
    if (value === undefined) return otherwise;
    if (value === 'yes' || value === 'no') return value === 'yes';
    faults.push(`${name} must be "yes" or "no", and is "${value}".`);
    return otherwise;
  };
  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const dataFolder = text('REFETTORIO_DATA') ?? './data';
  const config: Omit<Config, 'masterKey'> = {
    port: number('PORT', 3000, 0, 65_535),
    bind: text('REFETTORIO_BIND') ?? '127.0.0.1',
    databaseUrl,
    ownerDatabaseUrl: url('DATABASE_OWNER_URL', ['postgres:', 'postgresql:']),
    databaseConnectionsMax: number('DATABASE_CONNECTIONS', 4, 1, 200),
    dataFolder,
    smtpUrl: url('SMTP_URL', ['smtp:', 'smtps:']),
    sms: readSmsConfig(text, faults),
    incomingSms: readIncomingSmsConfig(text, faults),
    trustedProxies: (text('TRUSTED_PROXIES') ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    https: yesNo('REFETTORIO_HTTPS', false),
    headsFolder: text('REFETTORIO_HEADS') ?? `${dataFolder}/heads`,
    voiceAgi:
      text('VOICE_AGI_PORT') === undefined
        ? undefined
        : {
            port: number('VOICE_AGI_PORT', 4573, 0, 65_535),
            bind: text('VOICE_AGI_BIND') ?? '127.0.0.1',
          },
    soundsFolder: text('REFETTORIO_SOUNDS') ?? `${dataFolder}/sounds`,
  };
  const masterKey = masterKeyFrom(text('REFETTORIO_MASTER_KEY'), options.allowPublicKeys, faults);
  return faults.length === 0 && masterKey !== undefined
    ? { ok: true, config: { ...config, masterKey } }
    : { ok: false, faults };
}

function masterKeyFrom(
  value: string | undefined,
  allowPublicKeys: boolean,
  faults: string[],
): MasterKey | undefined {
  if (value === undefined) {
    faults.push(
      'REFETTORIO_MASTER_KEY is missing: 32 random bytes in base64, as `openssl rand -base64 32` prints. Keep a copy of it apart from the backups.',
    );
    return undefined;
  }
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 32) {
    faults.push(
      'REFETTORIO_MASTER_KEY must be 32 bytes in base64, as `openssl rand -base64 32` prints.',
    );
    return undefined;
  }
  if (!allowPublicKeys && publicKeyDigests.has(createHash('sha256').update(bytes).digest('hex'))) {
    faults.push(
      "REFETTORIO_MASTER_KEY is the demo's, which everybody can read: make one with `openssl rand -base64 32`.",
    );
    return undefined;
  }
  return masterKeyOf(bytes);
}

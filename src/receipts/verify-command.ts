// `refettorio receipts verify`: verifies one authority or all, says what it found, and ends with 1 when something is wrong.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '#ground/sentence.ts';
import type { Language } from '#ground/sentence.ts';
import type { Database } from '#platform/database.ts';
import type { Finding } from '#receipts/finding.ts';
import { spokenCode } from '#receipts/receipt-code.ts';
import { verifyReceipts } from '#receipts/verify-receipts.ts';
import type { Verification } from '#receipts/verify-receipts.ts';
import { listTenants } from '#tenancy/list-tenants.ts';
import english from '#receipts/texts/en.json' with { type: 'json' };
import italian from '#receipts/texts/it.json' with { type: 'json' };

export interface VerifyOptions {
  /** The short name of one authority; absent: all. */
  readonly tenant?: string;
  /** A file, or a folder of files, with published heads that were kept outside of the server. */
  readonly published?: string;
  readonly language?: Language;
  /** Gets each finished line. */
  readonly write: (line: string) => void;
}

/** The exit code: 0 all is as it was signed, 1 something is not, 2 there is no such authority. */
export async function verifyCommand(
  database: Database,
  options: VerifyOptions,
): Promise<0 | 1 | 2> {
  const { write, language = 'it' } = options;
  const texts = language === 'it' ? italian : english;
  const tenants = (await listTenants(database)).filter(
    ({ slug }) => options.tenant === undefined || slug === options.tenant,
  );
  if (options.tenant !== undefined && tenants.length === 0) {
    write(say(texts, 'verification.no-tenant', { tenant: options.tenant }, language));
    return 2;
  }
  const published = options.published === undefined ? undefined : await textsAt(options.published);
  let isWhole = true;
  for (const tenant of tenants) {
    const verification = await verifyReceipts(database, tenant, published);
    isWhole &&= verification.findings.length === 0;
    for (const line of report(verification, texts, language)) write(line);
  }
  if (published === undefined) write(say(texts, 'verification.without-published', {}, language));
  return isWhole ? 0 : 1;
}

function report(
  { tenant, findings, erased, ...counts }: Verification,
  texts: typeof italian,
  language: Language,
): readonly string[] {
  return [
    say(texts, 'verification.counts', { tenant, ...counts }, language),
    ...findings.map((finding) => `  ${sentenceOf(finding, texts, language)}`),
    ...erased.map(
      ({ code }) =>
        `  ${say(texts, 'notice.payload-erased', { code: spokenCode(code) }, language)}`,
    ),
    say(
      texts,
      findings.length === 0 ? 'verification.whole' : 'verification.broken',
      { tenant },
      language,
    ),
  ];
}

function sentenceOf(finding: Finding, texts: typeof italian, language: Language): string {
  const values = {
    code: finding.code === null ? '–' : spokenCode(finding.code),
    position: finding.position ?? 0,
    to: finding.to ?? 0,
  };
  return say(texts, `finding.${finding.kind}`, values, language);
}

async function textsAt(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return readFile(path, 'utf8');
  const names = (await readdir(path)).toSorted();
  return (await Promise.all(names.map((name) => textsAt(join(path, name))))).join('\n');
}

// `refettorio import <folder>`: tries or imports the files, and says what changed and every fault with file, line and column.
import { writeFile } from 'node:fs/promises';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { say } from '#ground/sentence.ts';
import type { Language } from '#ground/sentence.ts';
import { initialPassword } from '#identity/initial-password.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import type { FirstCredential } from '#registry-import/create-guardian-accounts.ts';
import { faultSentence } from '#registry-import/fault.ts';
import type { Fault } from '#registry-import/fault.ts';
import { importRegistry } from '#registry-import/import-registry.ts';
import type { ImportCommand, ImportReport } from '#registry-import/import-registry.ts';
import { lettersText } from '#registry-import/letters.ts';
import type { GivenFile } from '#registry-import/plan.ts';
import { readFolder } from '#registry-import/read-folder.ts';
import english from '#registry-import/texts/en.json' with { type: 'json' };
import italian from '#registry-import/texts/it.json' with { type: 'json' };
import { findTenant } from '#tenancy/list-tenants.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';

export interface ImportOptions {
  /** The short name of the authority. */
  readonly tenant: string;
  readonly folder: string;
  readonly isDryRun: boolean;
  readonly schoolYear?: number;
  /** A file to write what new guardians need to, for letters: logins, first passwords, phone codes and PINs. Readable by its owner only. */
  readonly letters?: string;
  readonly masterKey: MasterKey;
  readonly language?: Language;
  /** Gets each finished line. */
  readonly write: (line: string) => void;
}

/** The exit code: 0 imported or tried, 1 the files have errors, 2 there is no such authority or folder. */
export async function importCommand(
  database: Database,
  clock: Clock,
  options: ImportOptions,
): Promise<0 | 1 | 2> {
  const { language = 'it', write } = options;
  const texts = language === 'it' ? italian : english;
  const tenant = await findTenant(database, options.tenant);
  if (tenant === undefined) {
    write(say(texts, 'import.no-tenant', { tenant: options.tenant }, language));
    return 2;
  }
  const files = await readFolder(options.folder);
  if (files === undefined) {
    write(say(texts, 'import.no-folder', { folder: options.folder }, language));
    return 2;
  }
  const run = (command: Partial<ImportCommand>): Promise<ImportReport> =>
    runImport(database, clock, tenant.tenantId, {
      ...commandOf(options, files),
      onProgress: tellOnce((phase) => write(say(texts, `progress.${phase}`, {}, language))),
      ...command,
    });
  const letters = options.isDryRun ? undefined : options.letters;
  const passwords = new Map<string, Awaited<ReturnType<typeof initialPassword>>>();
  if (letters !== undefined) {
    // Before anything is written: passwords that cannot be saved would be lost.
    const isFree = await writeFile(letters, '', { mode: 0o600, flag: 'wx' }).then(
      () => true,
      () => false,
    );
    if (!isFree) {
      write(say(texts, 'import.letters-taken', { file: letters }, language));
      return 2;
    }
    // Hashing takes its time: it is done for the guardians that a trial finds new, before the real transaction.
    const trial = await run({ isDryRun: true });
    await Promise.all(
      trial.newGuardians.map(async ({ guardian }) =>
        passwords.set(guardian.key, await initialPassword()),
      ),
    );
  }
  const report = await run({
    hasLetters: letters !== undefined,
    credentialOf: ({ key }): FirstCredential | undefined => {
      const password = passwords.get(key);
      return password === undefined
        ? undefined
        : { passwordHash: password.passwordHash, mustChangePassword: true };
    },
  });
  if (report.outcome === 'imported' && report.changes.length > 0) {
    // An embedded database counts its rows only when asked, a server within a minute: until then plans are made
    // for empty tables, and the next query may take minutes.
    await database.takeStatistics();
  }
  for (const line of linesOf(report, language)) write(line);
  if (report.outcome === 'imported' && report.newGuardians.length > 0) {
    if (letters !== undefined) {
      const lines = await lineDirectory(database).linesOf(tenant.tenantId);
      await writeFile(letters, lettersText(report, passwords, lines, language));
    }
    const values = { count: report.newGuardians.length, file: letters ?? '' };
    write(
      say(texts, letters === undefined ? 'import.no-letters' : 'import.letters', values, language),
    );
  }
  return report.outcome === 'faulty' ? 1 : 0;
}

function commandOf(options: ImportOptions, files: readonly GivenFile[]): ImportCommand {
  const { isDryRun, masterKey, schoolYear } = options;
  return { files, isDryRun, masterKey, ...(schoolYear === undefined ? {} : { schoolYear }) };
}

async function runImport(
  database: Database,
  clock: Clock,
  tenantId: number,
  command: ImportCommand,
): Promise<ImportReport> {
  const outcome = await database.inTenant(tenantId, 'system', (tx) =>
    importRegistry(tx, clock, systemActor('import'), command),
  );
  if (!outcome.ok) throw new Error(`import: ${outcome.refusal}`);
  return outcome.value;
}

function tellOnce<Phase>(
  tell: (phase: Phase) => void,
): (progress: { readonly phase: Phase }) => void {
  let last: Phase | undefined;
  return ({ phase }) => {
    if (phase !== last) tell(phase);
    last = phase;
  };
}

/** Faults first, errors before warnings; then what changed. */
export function linesOf(report: ImportReport, language: Language): string[] {
  const texts = language === 'it' ? italian : english;
  const errors = report.faults.filter((fault) => fault.severity === 'error');
  const warnings = report.faults.filter((fault) => fault.severity === 'warning');
  const lines = errors.map((fault) => faultLine(fault, language));
  if (warnings.length > 0) {
    lines.push(say(texts, 'import.warnings', { count: warnings.length }, language));
    lines.push(...warnings.map((fault) => faultLine(fault, language)));
  }
  if (report.outcome === 'faulty') {
    return [...lines, say(texts, 'import.errors', { count: errors.length }, language)];
  }
  for (const { kind, ...counts } of report.counts) {
    const name = say(texts, `kind.${kind}`, {}, language);
    lines.push(say(texts, 'import.counts', { kind: name, ...counts }, language));
    if (report.outcome !== 'tried') continue;
    for (const change of report.changes) {
      if (change.kind !== kind) continue;
      const { act, key } = change;
      lines.push(say(texts, 'import.change', { act, key, kind: name }, language));
    }
  }
  const isSame = report.changes.length === 0;
  const last = report.outcome === 'tried' ? 'import.tried' : 'import.done';
  return [...lines, say(texts, isSame ? 'import.same' : last, {}, language)];
}

function faultLine(fault: Fault, language: Language): string {
  const texts = language === 'it' ? italian : english;
  const { file, line, column, severity } = fault;
  const sentence = faultSentence(fault, language);
  return say(
    texts,
    'import.at',
    { file, line, column: column ?? 'none', severity, sentence },
    language,
  );
}

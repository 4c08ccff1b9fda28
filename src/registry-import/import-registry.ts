// Use case: brings a municipality's files into the registry, or tries what they would change. All or nothing, repeatable.
import { recordEvent } from '#audit/record-event.ts';
import { recordCalendarRegistry } from '#calendar/registry.ts';
import { recordDietRegistry } from '#diets/registry.ts';
import { giveLetterPins } from '#enrolment/give-letter-pins.ts';
import type { LetterChild } from '#enrolment/give-letter-pins.ts';
import { phoneCodeDigits } from '#enrolment/phone-code.ts';
import { recordPeopleRegistry } from '#enrolment/registry.ts';
import type { Actor } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Outcome } from '#ground/refusal.ts';
import { changeFamilyContacts } from '#identity/create-family-accounts.ts';
import { recordMenuRegistry } from '#menus/registry.ts';
import { newId } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { bulkWork } from '#platform/bulk-work.ts';
import { dayAt } from '#platform/rome.ts';
import { changeLog } from '#registry-import/change-log.ts';
import type { Change, ChangeCounts, ChangeKind, ChangeLog } from '#registry-import/change-log.ts';
import { createGuardianAccounts } from '#registry-import/create-guardian-accounts.ts';
import type { FirstCredential, NewAccess } from '#registry-import/create-guardian-accounts.ts';
import { guardianRow } from '#registry-import/diff-guardians.ts';
import { diffRegistry } from '#registry-import/diff-registry.ts';
import type { RegistryDiff } from '#registry-import/diff-registry.ts';
import { findExisting, knownOf } from '#registry-import/existing.ts';
import { faultLog } from '#registry-import/fault.ts';
import type { Fault } from '#registry-import/fault.ts';
import type { GuardianRecord } from '#registry-import/model.ts';
import { planImport } from '#registry-import/plan.ts';
import type { GivenFile } from '#registry-import/plan.ts';
import { lockImport } from '#registry-import/store.ts';
import { recordSchoolRegistry } from '#schools/school-registry.ts';
import { fieldKey } from '#tenancy/tenant-keys.ts';
import type { FieldKey } from '#tenancy/tenant-keys.ts';

export type ImportPhase =
  | 'read'
  | 'compare'
  | 'schools'
  | 'calendar'
  | 'accounts'
  | 'people'
  | 'diets'
  | 'menus';

export interface ImportProgress {
  readonly phase: ImportPhase;
  readonly done: number;
  readonly total: number;
}

export interface ImportCommand {
  readonly files: readonly GivenFile[];
  readonly isDryRun: boolean;
  /** Of rows that name none; absent: the one of today, from 1 July the coming one. */
  readonly schoolYear?: number;
  readonly masterKey: MasterKey;
  /** For accounts not in it nobody knows a password: they are entered by recovery, or the office gives one. */
  readonly credentialOf?: (guardian: GuardianRecord) => FirstCredential | undefined;
  /** Letters will be printed: children of new guardians get a PIN where the telephone asks for one. */
  readonly hasLetters?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportReport {
  /** `faulty`: at least one error, and nothing was written; `tried`: a dry run without errors. */
  readonly outcome: 'faulty' | 'tried' | 'imported';
  readonly faults: readonly Fault[];
  readonly counts: readonly (ChangeCounts & { readonly kind: ChangeKind })[];
  readonly changes: readonly Change[];
  /** Guardians who are new; without a login where nothing was written. */
  readonly newGuardians: readonly (NewAccess | Pick<NewAccess, 'guardian'>)[];
  /** Of the letters: the children of new guardians, by account. */
  readonly letterChildren: readonly LetterChild[];
}

/** Role system. The transaction must end with the call: the caller opens one for the import alone. */
export async function importRegistry(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  command: ImportCommand,
): Promise<Outcome<ImportReport, 'not-allowed'>> {
  if (actor.kind !== 'system' && !hasRole(actor, 'office', 'administrator')) {
    return refuse('not-allowed');
  }
  const tell: Tell = (phase, done = 0, total = 0) => command.onProgress?.({ phase, done, total });
  await lockImport(tx);
  await bulkWork(tx);
  const key = await fieldKey(tx, command.masterKey);
  const compared = await compareFiles(tx, clock, command, key, tell);
  const { diff, changes } = compared;
  if (diff === undefined) return accept(reportOf('faulty', compared));
  const { added } = diff.guardians;
  if (command.isDryRun) {
    const newGuardians = added.map(({ record }) => ({ guardian: record }));
    return accept({ ...reportOf('tried', compared), newGuardians });
  }
  const newGuardians = await write(tx, clock, actor, { diff, command, key, tell });
  const letterChildren =
    command.hasLetters === true
      ? await giveLetterPins(
          tx,
          { clock, masterKey: command.masterKey },
          actor,
          newGuardians.map(({ accountId }) => accountId),
        )
      : [];
  recordEvent(tx, {
    at: clock.now(),
    actor,
    action: 'registry-import.imported',
    subjectKind: 'tenant',
    subjectId: String(tx.tenantId),
    facts: countsForAudit(changes.counts()),
  });
  return accept({ ...reportOf('imported', compared), newGuardians, letterChildren });
}

interface Compared {
  /** Undefined where the files have errors: nothing is written. */
  readonly diff: RegistryDiff | undefined;
  readonly faults: readonly Fault[];
  readonly changes: ChangeLog;
}

/** What was read, from the files and from the database, is let go with the call: writing needs the difference alone. */
async function compareFiles(
  tx: Tx,
  clock: Clock,
  command: ImportCommand,
  key: FieldKey,
  tell: Tell,
): Promise<Compared> {
  const existing = await findExisting(tx, key);
  tell('read', 0, command.files.length);
  const today = dayAt(clock.now());
  const schoolYear = command.schoolYear ?? schoolYearOn(today);
  const plan = planImport(command.files, knownOf(existing), { schoolYear, phoneCodeDigits });
  const changes = changeLog();
  if (plan.hasErrors) return { diff: undefined, faults: plan.faults, changes };
  tell('compare');
  const faults = faultLog();
  const diff = diffRegistry(plan.registry, existing, {
    today,
    schoolYear,
    frozen: existing.calendar.frozen,
    makeId: () => newId(clock.now()),
    changes,
    faults,
  });
  // Some things only the comparison finds: two menus of one service on the same days.
  return {
    diff: faults.hasErrors() ? undefined : diff,
    faults: [...plan.faults, ...faults.list()],
    changes,
  };
}

/** From 1 July the coming year: then files for September are made. */
export function schoolYearOn(day: Day): number {
  return Number(day.slice(0, 4)) - (day.slice(5) < '07-01' ? 1 : 0);
}

interface Writing {
  readonly diff: RegistryDiff;
  readonly command: ImportCommand;
  readonly key: FieldKey;
  readonly tell: Tell;
}

type Tell = (phase: ImportPhase, done?: number, total?: number) => void;

/** Lower rooms first, because later rows refer to earlier ones. */
async function write(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  { diff, command, key, tell }: Writing,
): Promise<readonly NewAccess[]> {
  const { guardians } = diff;
  tell('schools');
  await recordSchoolRegistry(tx, clock, actor, diff.schools);
  tell('calendar');
  await recordCalendarRegistry(tx, clock, actor, diff.calendar);
  const accesses = await createGuardianAccounts(tx, clock, actor, guardians.added, {
    credentialOf: command.credentialOf ?? (() => undefined),
    onProgress: (done) => tell('accounts', done, guardians.added.length),
  });
  if (guardians.contacts.length > 0) await changeFamilyContacts(tx, guardians.contacts);
  tell('people', 0, diff.people.pupils.length);
  const added = guardians.added.map(({ record, guardianId }, index) =>
    guardianRow(guardianId, accesses[index]?.accountId ?? '', record),
  );
  await recordPeopleRegistry(tx, clock, actor, {
    ...diff.people,
    guardians: [...added, ...guardians.changed],
    guardianships: guardians.guardianships,
    supersededGuardianshipIds: guardians.supersededGuardianshipIds,
  });
  tell('diets');
  await recordDietRegistry(tx, clock, actor, diff.diets, key);
  tell('menus');
  await recordMenuRegistry(tx, clock, actor, diff.menus);
  return accesses;
}

function reportOf(
  outcome: ImportReport['outcome'],
  { faults, changes }: Pick<Compared, 'faults' | 'changes'>,
): ImportReport {
  const done = outcome === 'faulty' ? changeLog() : changes;
  return {
    outcome,
    faults,
    counts: done.counts(),
    changes: done.list(),
    newGuardians: [],
    letterChildren: [],
  };
}

/** Counts only (FOUNDATIONS 19): 'pupil.added': 420. */
function countsForAudit(counts: ImportReport['counts']): Record<string, number> {
  return Object.fromEntries(
    counts.flatMap(({ kind, added, changed }) => [
      [`${kind}.added`, added],
      [`${kind}.changed`, changed],
    ]),
  );
}

// Compares guardians with those recorded: who is the same person, whose account is new, whose child is whose.
import type {
  GuardianRow,
  GuardianWithContacts,
  GuardianshipRow,
  PeopleRegistry,
} from '#enrolment/registry.ts';
import { sortKeyOf } from '#ground/text-forms.ts';
import type { FamilyContacts } from '#identity/create-family-accounts.ts';
import { isSameRow } from '#registry-import/diff-schools.ts';
import type { ImportStep } from '#registry-import/import-step.ts';
import type { GuardianRecord, Registry } from '#registry-import/model.ts';

/** A guardian whose account has still to be made; `row` becomes complete with its id. */
export interface NewGuardian {
  readonly record: GuardianRecord;
  readonly contacts: FamilyContacts;
  readonly row: Omit<GuardianRow, 'accountId'>;
}

export interface GuardianDiff {
  readonly added: readonly NewGuardian[];
  readonly changed: readonly GuardianRow[];
  readonly contacts: readonly (FamilyContacts & { readonly accountId: string })[];
  readonly guardianships: readonly GuardianshipRow[];
  readonly supersededGuardianshipIds: readonly string[];
}

export function diffGuardians(
  registry: Registry,
  people: PeopleRegistry,
  pupilId: (code: string) => string,
  step: ImportStep,
): GuardianDiff {
  const findRecorded = finderOf(registry, people, pupilId);
  const added: NewGuardian[] = [];
  const changed: GuardianRow[] = [];
  const contacts: (FamilyContacts & { readonly accountId: string })[] = [];
  const guardianIds = new Map<string, string>();
  for (const record of registry.guardians) {
    const before = findRecorded(record);
    const names = namesOf(record);
    const guardianId = before?.guardianId ?? step.makeId();
    guardianIds.set(record.key, guardianId);
    const fiscalCode = record.fiscalCode ?? before?.fiscalCode ?? null;
    if (before === undefined) {
      const { email, mobile, language } = record;
      const row = { guardianId, ...names, fiscalCode };
      added.push({
        record,
        row,
        contacts: { displayName: displayNameOf(record), email, mobile, language },
      });
      step.changes.note('guardian', 'added', record.fiscalCode ?? record.key);
      continue;
    }
    const row: GuardianRow = { guardianId, accountId: before.accountId, ...names, fiscalCode };
    const isSameGuardian = isSameRow(row, rowOf(before));
    const newContacts = contactsOf(record, before, step);
    if (!isSameGuardian) changed.push(row);
    if (newContacts !== undefined) contacts.push({ accountId: before.accountId, ...newContacts });
    const isUnchanged = isSameGuardian && newContacts === undefined;
    step.changes.note(
      'guardian',
      isUnchanged ? 'same' : 'changed',
      record.fiscalCode ?? record.key,
    );
  }
  const guardianships = diffGuardianships(registry, people, pupilId, guardianIds, step);
  return { added, changed, contacts, ...guardianships };
}

/** By fiscal code; else by name together with a pupil, e-mail or mobile. */
function finderOf(
  registry: Registry,
  people: PeopleRegistry,
  pupilId: (code: string) => string,
): (record: GuardianRecord) => GuardianWithContacts | undefined {
  const byCode = new Map<string, GuardianWithContacts>();
  const byName = new Map<string, GuardianWithContacts>();
  const byId = new Map(people.guardians.map((guardian) => [guardian.guardianId, guardian]));
  for (const guardian of people.guardians) {
    if (guardian.fiscalCode !== null) byCode.set(guardian.fiscalCode, guardian);
    byName.set(`${guardian.sortKey} ${guardian.email ?? ''}`, guardian);
    byName.set(`${guardian.sortKey} ${guardian.mobile ?? ''}`, guardian);
  }
  for (const { pupilId: pupil, guardianId } of people.guardianships) {
    const guardian = byId.get(guardianId);
    if (guardian !== undefined) byName.set(`${guardian.sortKey} ${pupil}`, guardian);
  }
  const pupilsOf = new Map<string, string[]>();
  for (const { guardianKey, pupilCode } of registry.guardianships) {
    pupilsOf.set(guardianKey, [...(pupilsOf.get(guardianKey) ?? []), pupilId(pupilCode)]);
  }
  return (record) => {
    const known = record.fiscalCode === null ? undefined : byCode.get(record.fiscalCode);
    if (known !== undefined) return known;
    const { sortKey } = namesOf(record);
    const links = [...(pupilsOf.get(record.key) ?? []), record.email, record.mobile];
    return links
      .filter((link) => link !== null)
      .map((link) => byName.get(`${sortKey} ${link}`))
      .find((guardian) => guardian !== undefined);
  };
}

/**
 * What is empty is filled in. A different contact stays as recorded, with a warning: the guardian may have
 * corrected it, and whoever receives the mail can choose a new password.
 */
function contactsOf(
  record: GuardianRecord,
  before: GuardianWithContacts,
  step: ImportStep,
): FamilyContacts | undefined {
  for (const contact of ['email', 'mobile'] as const) {
    const isOther = before[contact] !== null && record[contact] !== null;
    if (isOther && before[contact] !== record[contact]) {
      const column = contact === 'email' ? 'email' : 'cellulare';
      step.faults.add({ severity: 'warning', code: 'contact-kept', column, ...record.place });
    }
  }
  // A disabled account has no contacts that we may see; it stays as it is.
  if (before.displayName === null) return undefined;
  const email = before.email ?? record.email;
  const mobile = before.mobile ?? record.mobile;
  const displayName = displayNameOf(record);
  const isUnchanged =
    email === before.email && mobile === before.mobile && displayName === before.displayName;
  return isUnchanged
    ? undefined
    : { displayName, email, mobile, language: before.language === 'en' ? 'en' : 'it' };
}

function diffGuardianships(
  registry: Registry,
  people: PeopleRegistry,
  pupilId: (code: string) => string,
  guardianIds: ReadonlyMap<string, string>,
  step: ImportStep,
): Pick<GuardianDiff, 'guardianships' | 'supersededGuardianshipIds'> {
  const recorded = new Map(
    people.guardianships.map((one) => [`${one.pupilId} ${one.guardianId}`, one]),
  );
  const guardianships: GuardianshipRow[] = [];
  const supersededGuardianshipIds: string[] = [];
  for (const record of registry.guardianships) {
    const pupil = pupilId(record.pupilCode);
    const guardianId = guardianIds.get(record.guardianKey) ?? '';
    const before = recorded.get(`${pupil} ${guardianId}`);
    // 'other' is also what an empty cell gives, and takes nothing away.
    const relation = record.relation === 'other' ? (before?.relation ?? 'other') : record.relation;
    const restricted = record.restricted ?? before?.restricted ?? false;
    const isUnchanged = before?.relation === relation && before.restricted === restricted;
    const act = before === undefined ? 'added' : 'changed';
    step.changes.note('guardianship', isUnchanged ? 'same' : act, record.pupilCode);
    if (isUnchanged) continue;
    if (before !== undefined) supersededGuardianshipIds.push(before.guardianshipId);
    guardianships.push({
      guardianshipId: step.makeId(),
      pupilId: pupil,
      guardianId,
      relation,
      restricted,
    });
  }
  return { guardianships, supersededGuardianshipIds };
}

function namesOf({
  lastName,
  firstName,
}: GuardianRecord): Pick<GuardianRow, 'lastName' | 'firstName' | 'sortKey'> {
  return { lastName, firstName, sortKey: sortKeyOf(lastName, firstName) };
}

function displayNameOf({ lastName, firstName }: GuardianRecord): string {
  return `${firstName} ${lastName}`;
}

function rowOf({
  guardianId,
  accountId,
  lastName,
  firstName,
  sortKey,
  fiscalCode,
}: GuardianWithContacts): GuardianRow {
  return { guardianId, accountId, lastName, firstName, sortKey, fiscalCode };
}

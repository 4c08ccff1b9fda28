// Compares guardians with those recorded: who is the same person, whose account is new, whose child is whose.
import type {
  GuardianRow,
  GuardianWithContacts,
  GuardianshipRow,
  PeopleRegistry,
} from '#enrolment/registry.ts';
import { groupBy } from '#ground/group-by.ts';
import { sortKeyOf } from '#ground/text-forms.ts';
import type { FamilyContacts } from '#identity/create-family-accounts.ts';
import { isSameRow } from '#registry-import/diff-schools.ts';
import type { ImportStep } from '#registry-import/import-step.ts';
import type { GuardianRecord, GuardianshipRecord, Registry } from '#registry-import/model.ts';

/** A guardian whose account has still to be made. */
export interface NewGuardian {
  readonly record: GuardianRecord;
  readonly guardianId: string;
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
    const guardianId = before?.guardianId ?? step.makeId();
    guardianIds.set(record.key, guardianId);
    if (before === undefined) {
      added.push({ record, guardianId });
      step.changes.note('guardian', 'added', record.fiscalCode ?? record.key);
      continue;
    }
    const row = guardianRow(guardianId, before.accountId, {
      ...record,
      fiscalCode: record.fiscalCode ?? before.fiscalCode,
    });
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

export function guardianRow(
  guardianId: string,
  accountId: string,
  record: Names & Pick<GuardianRow, 'fiscalCode'>,
): GuardianRow {
  return { guardianId, accountId, ...namesOf(record), fiscalCode: record.fiscalCode };
}

export function newContacts(record: GuardianRecord): FamilyContacts {
  const { email, mobile, language } = record;
  return { displayName: displayNameOf(record), email, mobile, language };
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
  // Whoever has a fiscal code that is known needs none of this: made for the first who has not.
  let pupilsOf: ReadonlyMap<string, readonly GuardianshipRecord[]> | undefined;
  const pupilIdsOf = ({ key }: GuardianRecord): readonly string[] => {
    pupilsOf ??= groupBy(registry.guardianships, (one) => one.guardianKey);
    return (pupilsOf.get(key) ?? []).map(({ pupilCode }) => pupilId(pupilCode));
  };
  return (record) => {
    const known = record.fiscalCode === null ? undefined : byCode.get(record.fiscalCode);
    if (known !== undefined || byId.size === 0) return known;
    const { sortKey } = namesOf(record);
    const links = [...pupilIdsOf(record), record.email, record.mobile];
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

type Names = Pick<GuardianRow, 'lastName' | 'firstName'>;

function namesOf({ lastName, firstName }: Names): Names & Pick<GuardianRow, 'sortKey'> {
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

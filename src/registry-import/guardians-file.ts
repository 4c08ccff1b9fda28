// genitori.csv: one row per pupil and guardian; rows about the same person become one guardian.
import { foldText, sortKeyOf } from '#ground/text-forms.ts';
import {
  readEmail,
  readFiscalCode,
  readName,
  readPhoneNumber,
  readYesNo,
} from '#registry-import/cell.ts';
import { pupilNamed } from '#registry-import/desk.ts';
import type { Desk } from '#registry-import/desk.ts';
import type { ColumnKey } from '#registry-import/files.ts';
import type { GuardianRecord, GuardianshipRecord } from '#registry-import/model.ts';
import type { Table } from '#registry-import/read-table.ts';
import { readersOf } from '#registry-import/row-reader.ts';
import type { RowReader } from '#registry-import/row-reader.ts';
import { readLanguage, readRelation } from '#registry-import/word-cell.ts';

type Row = RowReader<ColumnKey<'guardians'>>;

export interface GuardiansFile {
  readonly guardians: readonly GuardianRecord[];
  readonly guardianships: readonly GuardianshipRecord[];
}

/** A guardian, with what further rows add. */
interface Draft {
  record: GuardianRecord;
  readonly sortKey: string;
  readonly guardianships: GuardianshipRecord[];
}

/**
 * Two rows are the same person when the fiscal code is the same, or else the name together with e-mail or mobile.
 * Without any of these a parent of two pupils becomes two guardians; a warning says so.
 */
export function readGuardians(table: Table, desk: Desk): GuardiansFile {
  const people = peopleBook();
  const drafts: Draft[] = [];
  const guardianships: GuardianshipRecord[] = [];
  for (const row of readersOf<ColumnKey<'guardians'>>(table, desk.faults)) {
    const pupilCode = pupilNamed(desk, row, 'pupil');
    const written = readGuardian(row, pupilCode ?? '');
    const relation = row.ifReadable('relation', readRelation) ?? 'other';
    const restricted = row.optional('restricted', readYesNo);
    if (pupilCode === undefined || written === undefined || restricted === undefined) continue;
    const draft = samePerson(row, written, people) ?? draftOf(written);
    if (draft.record === written) drafts.push(draft);
    else draft.record = merged(row, draft.record, written);
    people.note(draft);
    const guardianKey = draft.record.key;
    const twin = draft.guardianships.find((one) => one.pupilCode === pupilCode);
    if (twin !== undefined) {
      row.fault('warning', 'row-twice', null, { line: twin.place.line });
      continue;
    }
    const guardianship = { guardianKey, pupilCode, relation, restricted, place: row.place };
    draft.guardianships.push(guardianship);
    guardianships.push(guardianship);
  }
  return { guardians: drafts.map((draft) => draft.record), guardianships };
}

function draftOf(record: GuardianRecord): Draft {
  return {
    record,
    sortKey: sortKeyOf(record.lastName, record.firstName),
    guardianships: [],
  };
}

function readGuardian(row: Row, pupilCode: string): GuardianRecord | undefined {
  const lastName = row.required('lastName', readName);
  const firstName = row.required('firstName', readName);
  const fiscalCode = row.optional('fiscalCode', readFiscalCode);
  const email = row.ifReadable('email', readEmail);
  const mobile = row.ifReadable('mobile', readPhoneNumber);
  const language = row.ifReadable('language', readLanguage) ?? 'it';
  if (lastName === undefined || firstName === undefined || fiscalCode === undefined)
    return undefined;
  if (fiscalCode === null && email === null && mobile === null) {
    row.fault('warning', 'guardian-unlinked', null);
  }
  const key = fiscalCode ?? `${pupilCode} ${sortKeyOf(lastName, firstName)}`;
  return { key, lastName, firstName, fiscalCode, email, mobile, language, place: row.place };
}

/** Guardians by every text by which another row may mean the same person. */
interface PeopleBook {
  note(draft: Draft): void;
  /** By mobile, by e-mail, by key. */
  find(record: GuardianRecord): readonly Draft[];
}

function peopleBook(): PeopleBook {
  const byText = new Map<string, Draft>();
  // A contact leads to whoever had it first by itself, and together with the name to others who share it: hardly
  // anybody does, and texts made for everybody were most of an import's memory.
  const placeOf = (contact: string, sortKey: string): string => {
    const holder = byText.get(contact);
    return holder === undefined || holder.sortKey === sortKey ? contact : `${contact} ${sortKey}`;
  };
  return {
    note: (draft) => {
      const { key, fiscalCode, email, mobile } = draft.record;
      byText.set(key, draft);
      if (fiscalCode !== null) byText.set(fiscalCode, draft);
      if (email !== null) byText.set(placeOf(email, draft.sortKey), draft);
      if (mobile !== null) byText.set(placeOf(mobile, draft.sortKey), draft);
    },
    find: ({ key, lastName, firstName, email, mobile }) => {
      const sortKey = sortKeyOf(lastName, firstName);
      const ofContacts = [mobile, email].filter((contact) => contact !== null);
      return [...ofContacts.map((contact) => placeOf(contact, sortKey)), key]
        .map((text) => byText.get(text))
        .filter((draft) => draft !== undefined);
    },
  };
}

/** Two different fiscal codes are two people, whatever else they share. */
function samePerson(row: Row, written: GuardianRecord, people: PeopleBook): Draft | undefined {
  const found = people.find(written);
  const byCode = found.find(
    ({ record }) => isCode(record) && record.fiscalCode === written.fiscalCode,
  );
  if (byCode !== undefined) {
    if (foldText(byCode.record.lastName) !== foldText(written.lastName)) {
      row.fault('error', 'guardian-two-names', 'fiscalCode', { line: byCode.record.place.line });
    }
    return byCode;
  }
  return found.find(({ record }) => !isCode(record) || written.fiscalCode === null);
}

const isCode = (record: GuardianRecord): boolean => record.fiscalCode !== null;

/** What the first row leaves empty comes from the next; of two different contacts the first stays. */
function merged(row: Row, before: GuardianRecord, written: GuardianRecord): GuardianRecord {
  for (const contact of ['email', 'mobile'] as const) {
    const isOther = before[contact] !== null && written[contact] !== null;
    if (isOther && before[contact] !== written[contact]) {
      row.fault('warning', 'contact-differs', contact, { line: before.place.line });
    }
  }
  return {
    ...before,
    fiscalCode: before.fiscalCode ?? written.fiscalCode,
    email: before.email ?? written.email,
    mobile: before.mobile ?? written.mobile,
  };
}

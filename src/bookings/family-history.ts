// What changed in a pupil's month, who did it and when; and what the reader was refused (RULES B5, B6, B9).
import type { HistoryResponse } from '#bookings/api.ts';
import type { ChangeRow, CorrectedMealRow, RefusedRow } from '#bookings/history-store.ts';
import { listChanges, listCorrections, listRefusedRequests } from '#bookings/history-store.ts';
import { makerInWords } from '#bookings/makers.ts';
import { requireOwnPupils } from '#enrolment/family-pupils.ts';
import type { FamilyRefusal } from '#enrolment/model.ts';
import type { Month } from '#ground/day.ts';
import { daysOfMonth } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import type { Account } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { romeIso } from '#platform/rome.ts';

type Entry = HistoryResponse['entries'][number];

/** Newest first. A refused request is its asker's alone: the other guardian does not read it. */
export async function readHistory(
  tx: Tx,
  account: Promise<Account>,
  pupilId: string,
  month: Month,
  language: Language,
): Promise<Outcome<HistoryResponse, FamilyRefusal>> {
  const own = await requireOwnPupils(tx, account, [pupilId]);
  if (!own.ok) return own;
  const days = daysOfMonth(month);
  const [from, to] = [days[0], days.at(-1)];
  const guardianId = own.value[0]?.guardianId;
  if (from === undefined || to === undefined) throw new Error('a month has days');
  if (guardianId === undefined) throw new Error('an own pupil has a guardian');
  const [{ displayName }, changes, refused, corrections] = await Promise.all([
    account,
    listChanges(tx, pupilId, { from, to }),
    listRefusedRequests(tx, guardianId, pupilId, { from, to }),
    listCorrections(tx, pupilId, { from, to }),
  ]);
  const entries = [
    ...changes.map((row) => changeEntry(row, language)),
    ...refused.map((row) => refusedEntry(row, displayName)),
    ...corrections.map(correctionEntry),
  ].toSorted((one, other) => other.at - one.at);
  return accept({ entries: entries.map(({ at, ...entry }) => ({ ...entry, at: romeIso(at) })) });
}

type Dated<T> = T extends Entry ? Omit<T, 'at'> & { readonly at: ChangeRow['receivedAt'] } : never;

function changeEntry(row: ChangeRow, language: Language): Dated<Entry> {
  const { serviceId, operation, days, from, to, channel, receiptCode, receivedAt } = row;
  return {
    kind: 'change',
    at: receivedAt,
    serviceId,
    operation,
    days: [...days],
    from,
    to,
    channel,
    by: makerInWords(row, language),
    receiptCode,
  };
}

function refusedEntry(row: RefusedRow, by: string): Dated<Entry> {
  const { serviceId, operation, days, from, to, channel, refusal, receivedAt } = row;
  return {
    kind: 'refused',
    at: receivedAt,
    serviceId,
    operation,
    days: [...days],
    from,
    to,
    channel,
    by,
    refusal,
  };
}

function correctionEntry(row: CorrectedMealRow): Dated<Entry> {
  const { serviceId, day, outcome, correction, recordedAt } = row;
  return { kind: 'correction', at: recordedAt, serviceId, day, outcome, correction };
}

// Use case: staff read a pupil's month and who changed what in it; that they did is written down (RULES B5, E2).
import { recordEvent } from '#audit/record-event.ts';
import type { HistoryResponse, MonthResponse, StaffMonth } from '#bookings/api.ts';
import type { FamilyMeans } from '#bookings/family-days.ts';
import { monthOf } from '#bookings/family-days.ts';
import { makerInWords } from '#bookings/makers.ts';
import { findStaffHistory } from '#bookings/staff-history-store.ts';
import type { StaffHistory } from '#bookings/staff-history-store.ts';
import english from '#bookings/texts/en.json' with { type: 'json' };
import italian from '#bookings/texts/it.json' with { type: 'json' };
import { requireStaffPupils } from '#enrolment/staff-pupils.ts';
import type { Channel } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { Month } from '#ground/day.ts';
import { daysOfMonth } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import type { StaffAccount } from '#identity/model.ts';
import { channelOf, staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { romeIso } from '#platform/rome.ts';

/** In the database role of the office, whoever asks: a school's secretary gets no name of a guardian, and nobody a diet. */
export async function readStaffMonth(
  tx: Tx,
  means: FamilyMeans,
  account: Promise<StaffAccount>,
  pupilId: string,
  month: Month,
): Promise<Outcome<StaffMonth, 'not-allowed' | 'pupil-not-found'>> {
  const pupils = await requireStaffPupils(tx, account, [pupilId]);
  if (!pupils.ok) return pupils;
  const days = daysOfMonth(month);
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) throw new Error('a month has days');
  const [who, read, history] = await Promise.all([
    account,
    monthOf(tx, { ...means, withoutDiets: true }, pupils.value, pupilId, month),
    findStaffHistory(tx, pupilId, { from, to }),
  ]);
  const actor = staffActorOf(who, channelOf(who));
  recordEvent(tx, {
    at: means.clock.now(),
    actor,
    action: 'bookings.month-read',
    subjectKind: 'pupil',
    subjectId: pupilId,
    facts: { month },
  });
  const seesNames = hasRole(actor, 'office', 'administrator');
  return accept({
    ...(seesNames ? read : withoutNames(read)),
    entries: entriesOf(history, seesNames, means.language),
  });
}

function withoutNames(month: MonthResponse): MonthResponse {
  return {
    ...month,
    services: month.services.map((service) => ({
      ...service,
      suspension: service.suspension && { ...service.suspension, by: null },
      days: service.days.map((day) => ({ ...day, changedBy: null })),
    })),
  };
}

type Entry = HistoryResponse['entries'][number];

/** Newest first. */
function entriesOf(
  history: StaffHistory,
  seesNames: boolean,
  language: Language,
): HistoryResponse['entries'] {
  const by = (row: { readonly by: string | null; readonly channel: Channel }): string => {
    const isStaff = row.channel === 'office' || row.channel === 'school';
    if (seesNames || isStaff) return makerInWords(seesNames ? row : { ...row, by: null }, language);
    return say(language === 'it' ? italian : english, 'by.family', {}, language);
  };
  const dated: { readonly at: Instant; readonly entry: Entry }[] = [
    ...history.changes.map((row) => ({
      at: row.receivedAt,
      entry: {
        kind: 'change' as const,
        serviceId: row.serviceId,
        receiptCode: row.receiptCode,
        ...askedOf(row, by(row)),
      },
    })),
    ...history.refused.map((row) => ({
      at: row.receivedAt,
      entry: {
        kind: 'refused' as const,
        serviceId: row.serviceId,
        refusal: row.refusal,
        ...askedOf(row, by(row)),
      },
    })),
    ...history.corrections.map(({ serviceId, day, outcome, correction, recordedAt }) => ({
      at: recordedAt,
      entry: {
        kind: 'correction' as const,
        serviceId,
        day,
        outcome,
        correction,
        at: romeIso(recordedAt),
      },
    })),
  ];
  return dated.toSorted((one, other) => other.at - one.at).map(({ entry }) => entry);
}

function askedOf(
  row: Pick<
    StaffHistory['refused'][number],
    'operation' | 'days' | 'from' | 'to' | 'channel' | 'receivedAt'
  >,
  by: string,
) {
  const { operation, days, from, to, channel, receivedAt } = row;
  return { operation, days: [...days], from, to, channel, by, at: romeIso(receivedAt) };
}

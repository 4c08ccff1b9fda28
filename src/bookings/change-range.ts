// Use case: suspends the service from a day on or resumes it; a certificate's plain meals begin and end (RULES B1, B7).
import type { Requester } from '#bookings/asker.ts';
import { pupilDaysOf, rangeFactsOf } from '#bookings/facts.ts';
import type { RangeOperation } from '#bookings/model.ts';
import { plainRunDaysAround } from '#bookings/plain-run-rules.ts';
import type { AskedRange } from '#bookings/range-rules.ts';
import { decideRanges } from '#bookings/range-rules.ts';
import type { ChangeAnswer, ChangeMeans, ChangeRefusal, Request } from '#bookings/record-change.ts';
import { arrive, settle } from '#bookings/record-change.ts';
import { plainRunSetting } from '#bookings/settings.ts';
import { findDayRows, listUndoneReceipts } from '#bookings/day-rows-store.ts';
import { schoolYearEndsOn } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export interface RangeEntry extends AskedRange {
  readonly pupilId: string;
  readonly serviceId?: string | undefined;
}

export interface RangeRequestOf extends Request {
  readonly operation: RangeOperation;
  readonly entries: readonly RangeEntry[];
}

/** Two trips to the database, as `changeDays`. Everything from today to the end of the school year is looked at. */
export async function changeRange(
  tx: Tx,
  means: ChangeMeans,
  requester: Requester,
  request: RangeRequestOf,
): Promise<Outcome<ChangeAnswer, ChangeRefusal>> {
  const { operation, entries, arrivedAt } = request;
  const today = dayAt(arrivedAt);
  const pupilIds = [...new Set(entries.map((entry) => entry.pupilId))].toSorted();
  const { from, to } = { from: firstLookedAt(entries, today), to: schoolYearEndsOn(today) };
  const [arrival, rows, undone] = await Promise.all([
    arrive(tx, means, requester, request, pupilIds),
    findDayRows(tx, { pupilIds }, from, to),
    operation === 'resumption' ? listUndoneReceipts(tx, pupilIds, from, to) : [],
  ]);
  if (arrival.answer !== undefined) return arrival.answer;
  const calendar = await means.calendarAt(tx, rows.version);
  const pupilDays = pupilDaysOf(calendar, rows, eachDay({ from, to }), { undone });
  const plainRunMax = calendar.setting(plainRunSetting, today);
  const asked = rangeFactsOf(rows, pupilDays).flatMap((facts) =>
    entries
      .filter(
        (entry) =>
          entry.pupilId === facts.pupilId &&
          (entry.serviceId === undefined || entry.serviceId === facts.serviceId),
      )
      .map((range) => ({ facts, range })),
  );
  const decision = decideRanges({ operation, arrivedAt, today, plainRunMax }, asked);
  const schoolIds = rows.eaters.map((eater) => eater.schoolId);
  return settle(tx, means, arrival, request, decision, { calendar, pupilDays, schoolIds });
}

/** Far enough back for a run of plain meals; a day of long ago is looked at only to be refused. */
function firstLookedAt(entries: readonly RangeEntry[], today: Day): Day {
  const earliest = entries.reduce(
    (first, { from }) => (from !== undefined && from < first ? from : first),
    today,
  );
  const limit = addDays(today, -plainRunDaysAround * 4);
  return addDays(earliest < limit ? limit : earliest, -plainRunDaysAround);
}

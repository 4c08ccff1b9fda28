// The absences that a resumption left as they were, child by child, as its receipt lists them (RULES B1).
import type { ReceiptResponse } from '#bookings/api.ts';
import { asDay } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { StillAbsent } from '#voice/model.ts';

/** A day on which a child does without two meals is one day. */
export function stillAbsentIn({ lines }: Pick<ReceiptResponse, 'lines'>): readonly StillAbsent[] {
  return [...groupBy(lines, (line) => line.pupilId)].flatMap(([pupilId, own]) => {
    const days = [...new Set(own.flatMap((line) => line.stillAbsent))].toSorted().map(asDay);
    return days.length === 0 ? [] : [{ pupilId, days }];
  });
}

// Rows about the same thing put in the order of time: a row without an end holds until the next one begins.
import { addDays } from '#ground/day.ts';
import { ascending } from '#ground/order.ts';
import type { FaultLog } from '#registry-import/fault.ts';
import type { Place, WrittenRange } from '#registry-import/model.ts';

interface Dated {
  readonly range: WrittenRange;
  readonly place: Place;
}

/**
 * The same records with ends filled in where a later row of the same key begins. Two rows that hold on the same
 * day are an error at the later one; so are two that begin together.
 */
export function lineUp<Record extends Dated>(
  records: readonly Record[],
  keyOf: (record: Record) => string,
  faults: FaultLog,
): Record[] {
  const groups = Map.groupBy(records, keyOf);
  if (groups.size === records.length) return [...records];
  return [...groups.values()].flatMap((group) => inOrder(group, faults));
}

function inOrder<Record extends Dated>(group: readonly Record[], faults: FaultLog): Record[] {
  const sorted = group.toSorted((one, other) =>
    ascending(one.range.from ?? '', other.range.from ?? ''),
  );
  return sorted.map((record, index) => {
    const next = sorted[index + 1];
    if (next === undefined) return record;
    const { from, to } = record.range;
    const nextFrom = next.range.from;
    if (nextFrom === null || nextFrom === from || (to !== null && to >= nextFrom)) {
      const details = { line: record.place.line };
      faults.add({
        severity: 'error',
        code: 'range-overlap',
        ...next.place,
        column: null,
        details,
      });
      return record;
    }
    return to === null ? { ...record, range: { from, to: addDays(nextFrom, -1) } } : record;
  });
}

// Dated facts of one kind, recorded and written, compared thing by thing: what to supersede and what to add.
import { addDays } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { ChangeKind } from '#registry-import/change-log.ts';
import type { ImportStep } from '#registry-import/import-step.ts';
import type { Place, WrittenRange } from '#registry-import/model.ts';
import { timelineOf } from '#registry-import/timeline.ts';
import type { Horizon, Span } from '#registry-import/timeline.ts';

interface Dated {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

interface Written {
  readonly range: WrittenRange;
  readonly place: Place;
}

export interface FactKind<Fact extends Dated, Record extends Written, Value> {
  readonly kind: ChangeKind;
  readonly recorded: readonly Fact[];
  readonly written: readonly Record[];
  /** The same text for the records and facts of one thing. */
  readonly factKey: (fact: Fact) => string;
  readonly recordKey: (record: Record) => string;
  /** As the list of changes shows the thing. */
  readonly label: (record: Record) => string;
  readonly idOf: (fact: Fact) => string;
  readonly valueOf: (fact: Fact) => Value;
  /** `recorded`: the facts of the same thing, for what an empty cell leaves as it was. */
  readonly wantedOf: (record: Record, recorded: readonly Fact[]) => Value;
  readonly isSame: (one: Value, other: Value) => boolean;
  readonly horizonOf: (records: readonly Record[], recorded: readonly Fact[]) => Horizon;
  readonly make: (record: Record, span: Span<Value>) => Fact;
}

export interface FactChanges<Fact> {
  readonly added: readonly Fact[];
  readonly supersededIds: readonly string[];
}

/** Things that the file does not name stay as they are. */
export function factChanges<Fact extends Dated, Record extends Written, Value>(
  of: FactKind<Fact, Record, Value>,
  step: ImportStep,
): FactChanges<Fact> {
  const added: Fact[] = [];
  const supersededIds: string[] = [];
  const things = groupBy(of.written, of.recordKey);
  const recordedByKey = groupBy(
    of.recorded.filter((fact) => things.has(of.factKey(fact))),
    of.factKey,
  );
  for (const [key, records] of things) {
    const recorded: readonly Fact[] = recordedByKey.get(key) ?? [];
    const horizon = of.horizonOf(records, recorded);
    const { spans, keepsClosedDays } = timelineOf(
      recorded.map((fact) => ({ from: fact.validFrom, to: fact.validTo, value: of.valueOf(fact) })),
      records.map((record) => ({ range: record.range, value: of.wantedOf(record, recorded) })),
      horizon,
      of.isSame,
    );
    const [first] = records;
    const isRecorded = (span: Span<Value>, fact: Fact): boolean =>
      fact.validFrom === span.from &&
      fact.validTo === span.to &&
      of.isSame(of.valueOf(fact), span.value);
    const fresh = spans.filter((span) => !recorded.some((fact) => isRecorded(span, fact)));
    const stale = recorded.filter((fact) => !spans.some((span) => isRecorded(span, fact)));
    added.push(...fresh.map((span) => of.make(first, span)));
    supersededIds.push(...stale.map(of.idOf));
    const isUnchanged = fresh.length + stale.length === 0;
    const act = recorded.length === 0 ? 'added' : 'changed';
    step.changes.note(of.kind, isUnchanged ? 'same' : act, of.label(first));
    if (keepsClosedDays && horizon.openFrom !== null) {
      const details = { until: addDays(horizon.openFrom, -1) };
      const fault = { severity: 'warning', code: 'closed-days-kept', column: null } as const;
      step.faults.add({ ...fault, ...first.place, details });
    }
  }
  return { added, supersededIds };
}

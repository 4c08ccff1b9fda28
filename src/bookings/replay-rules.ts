// Rule: what is in force, from the log of changes alone (FOUNDATIONS 13): words added and taken away, in their order.
import type { Operation } from '#bookings/model.ts';
import { schoolYearEndsOn } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';

/** One line of the log. */
export interface LoggedLine {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly operation: Operation;
  readonly days: readonly Day[];
  readonly from: Day | null;
  /** Null: until the end of the school year. */
  readonly to: Day | null;
}

export const layersInForce = ['absent', 'plain', 'suspended', 'certified', 'opted-in'] as const;
export type LayerInForce = (typeof layersInForce)[number];

/** Of each layer the days in force, as 'pupil service day', in order. */
export type DaysInForce = Readonly<Record<LayerInForce, readonly string[]>>;

const meanings: Readonly<Record<Operation, readonly [LayerInForce, 'adds' | 'takes']>> = {
  absence: ['absent', 'adds'],
  'absence-undone': ['absent', 'takes'],
  suspension: ['suspended', 'adds'],
  resumption: ['suspended', 'takes'],
  'plain-range': ['certified', 'adds'],
  'plain-range-ended': ['certified', 'takes'],
  'plain-meal': ['plain', 'adds'],
  'plain-meal-undone': ['plain', 'takes'],
  'plain-meal-dropped': ['plain', 'takes'],
  'opt-in': ['opted-in', 'adds'],
  'opt-in-undone': ['opted-in', 'takes'],
};

/** `lines` in the order in which they were recorded. */
export function replayLog(lines: readonly LoggedLine[]): DaysInForce {
  const daysIn = new Map(layersInForce.map((layer) => [layer, new Set<string>()]));
  for (const line of lines) {
    const [layer, effect] = meanings[line.operation];
    for (const day of daysOf(line)) {
      const key = `${line.pupilId} ${line.serviceId} ${day}`;
      if (effect === 'adds') daysIn.get(layer)?.add(key);
      else daysIn.get(layer)?.delete(key);
    }
  }
  const sorted = (layer: LayerInForce): readonly string[] =>
    [...(daysIn.get(layer) ?? [])].toSorted();
  return {
    absent: sorted('absent'),
    plain: sorted('plain'),
    suspended: sorted('suspended'),
    certified: sorted('certified'),
    'opted-in': sorted('opted-in'),
  };
}

function daysOf({ days, from, to }: LoggedLine): readonly Day[] {
  return from === null ? days : eachDay({ from, to: to ?? schoolYearEndsOn(from) });
}

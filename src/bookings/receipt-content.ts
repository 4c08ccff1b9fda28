// What the receipt of a change says, line by line, in an order that never varies (FOUNDATIONS 15).
import type { ChangeLine } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Instant } from '#ground/instant.ts';
import { isoInstant } from '#ground/instant.ts';

export function receiptContent(change: {
  readonly actor: Actor;
  readonly receivedAt: Instant;
  readonly lines: readonly ChangeLine[];
  /** For each line the absences that a resumption leaves as they were (RULES B1). */
  readonly stillAbsent: readonly (readonly Day[])[];
}): readonly (readonly [string, string])[] {
  return [
    ['received', isoInstant(change.receivedAt)],
    ['channel', change.actor.channel],
    ['actor', `${change.actor.kind} ${actorIdOf(change.actor)}`],
    ...change.lines.map((line) => ['line', lineText(line)] as const),
    ...change.lines.flatMap((line, index) => {
      const days = change.stillAbsent[index] ?? [];
      return days.length === 0
        ? []
        : [['still-absent', `${seatText(line)} days ${days.join(' ')}`] as const];
    }),
  ];
}

function lineText(line: ChangeLine): string {
  const { operation, range, days } = line;
  const which =
    range === null ? `days ${days.join(' ')}` : `from ${range.from} to ${range.to ?? 'open'}`;
  return `${operation} ${seatText(line)} ${which}`;
}

const seatText = (line: ChangeLine): string => `pupil ${line.pupilId} service ${line.serviceId}`;

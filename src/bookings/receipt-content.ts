// What the receipt of a change says, line by line, in an order that never varies (FOUNDATIONS 15).
import type { ChangeLine } from '#bookings/model.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Instant } from '#ground/instant.ts';
import { isoInstant } from '#ground/instant.ts';

export function receiptContent(change: {
  readonly actor: Actor;
  readonly receivedAt: Instant;
  readonly lines: readonly ChangeLine[];
}): readonly (readonly [string, string])[] {
  return [
    ['received', isoInstant(change.receivedAt)],
    ['channel', change.actor.channel],
    ['actor', `${change.actor.kind} ${actorIdOf(change.actor)}`],
    ...change.lines.map(
      (line) =>
        [
          'line',
          `${line.operation} pupil ${line.pupilId} service ${line.serviceId} days ${line.days.join(' ')}`,
        ] as const,
    ),
  ];
}

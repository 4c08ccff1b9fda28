// The SQL of audit: one line per act, appended and never touched again.
import type { AuditEvent } from '#audit/record-event.ts';
import { actorIdOf } from '#ground/actor.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export function insertEvent(tx: Tx, event: AuditEvent): void {
  tx.write(
    `insert into audit.event
       (tenant_id, at, event_id, actor_kind, actor_id, channel, action, subject_kind, subject_id, facts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    sqlInstant(event.at),
    newId(event.at),
    event.actor.kind,
    actorIdOf(event.actor),
    event.actor.channel,
    event.action,
    event.subjectKind,
    event.subjectId,
    JSON.stringify(event.facts ?? {}),
  );
}

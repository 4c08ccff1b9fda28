// The SQL of correspondence: which guardians of which pupils can be reached, and what they do without.
import type { MutedKind } from '#correspondence/model.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface ReachableGuardian {
  readonly guardianId: string;
  readonly displayName: string;
  readonly email: string | null;
  /** E.164. At least one of the two is known. */
  readonly mobile: string | null;
  readonly language: string;
  /** Of the pupils asked for, those that this guardian may know about. */
  readonly pupilIds: readonly string[];
  readonly mutes: readonly MutedKind[];
}

/** One row for each guardian, however many children are concerned. */
export function listReachable(
  tx: Tx,
  pupilIds: readonly string[],
): Promise<readonly ReachableGuardian[]> {
  return tx.rows<ReachableGuardian>(
    `select o.guardian_id as "guardianId", c.display_name as "displayName", nullif(c.email, '') as email,
            nullif(c.mobile, '') as mobile, c.language,
            array_agg(distinct o.pupil_id) as "pupilIds",
            array(select m.kind from correspondence.mute m
                   where m.tenant_id = $1 and m.guardian_id = o.guardian_id and m.superseded_at is null) as "mutes"
       from enrolment.own_pupil_view o
       join identity.contact_view c on c.tenant_id = o.tenant_id and c.account_id = o.account_id
      where o.tenant_id = $1 and o.pupil_id = any($2::uuid[]) and not o.restricted
        and coalesce(nullif(c.email, ''), c.mobile, '') <> ''
      group by o.guardian_id, c.display_name, c.email, c.mobile, c.language
      order by o.guardian_id`,
    pupilIds,
  );
}

/** Null: none on file. */
export async function findMobile(tx: Tx, accountId: string): Promise<string | null> {
  const row = await tx.row<{ mobile: string | null }>(
    `select nullif(mobile, '') as mobile from identity.contact_view where tenant_id = $1 and account_id = $2`,
    accountId,
  );
  return row?.mobile ?? null;
}

export async function listMutes(tx: Tx, guardianId: string): Promise<readonly MutedKind[]> {
  const rows = await tx.rows<{ kind: MutedKind }>(
    `select kind from correspondence.mute where tenant_id = $1 and guardian_id = $2 and superseded_at is null`,
    guardianId,
  );
  return rows.map((row) => row.kind);
}

export function insertMute(
  tx: Tx,
  muteId: string,
  guardianId: string,
  kind: MutedKind,
  at: Instant,
): void {
  tx.write(
    `insert into correspondence.mute (tenant_id, mute_id, guardian_id, kind, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6)`,
    muteId,
    guardianId,
    kind,
    sqlInstant(at),
    guardianId,
  );
}

export function supersedeMute(tx: Tx, guardianId: string, kind: MutedKind, at: Instant): void {
  tx.write(
    `update correspondence.mute set superseded_at = $4
      where tenant_id = $1 and guardian_id = $2 and kind = $3 and superseded_at is null`,
    guardianId,
    kind,
    sqlInstant(at),
  );
}

// The SQL of tenancy: the directory of authorities and addresses, dated settings, the version of a tenant.
import type { Instant } from '#ground/instant.ts';
import type { Day } from '#ground/day.ts';
import { sqlInstant } from '#platform/database.ts';
import type { SweepTx, TenantId, Tx } from '#platform/database.ts';
import type { PhoneLine, SettingRow, Tenant } from '#tenancy/model.ts';

const tenantColumns = `tenant_id as "tenantId", slug, name, province, region_name as "regionName", mail_from as "mailFrom", created_at as "createdAt"`;

export function listTenantRows(tx: SweepTx): Promise<readonly Tenant[]> {
  return tx.rows<Tenant>(`select ${tenantColumns} from tenancy.tenant order by slug`);
}

/** Inserts the tenant, or brings the one with this slug up to date; the statement answers its id either way. */
export async function upsertTenant(
  tx: SweepTx,
  tenant: Omit<Tenant, 'tenantId' | 'createdAt'>,
  createdAt: Instant,
): Promise<TenantId> {
  const row = await tx.row<{ tenantId: number }>(
    `insert into tenancy.tenant as t (slug, name, province, region_name, mail_from, created_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (slug) do update
        set name = excluded.name, province = excluded.province, region_name = excluded.region_name, mail_from = excluded.mail_from
     returning t.tenant_id as "tenantId"`,
    tenant.slug,
    tenant.name,
    tenant.province,
    tenant.regionName,
    tenant.mailFrom,
    sqlInstant(createdAt),
  );
  if (row === undefined) throw new Error('an upsert always returns its row');
  return row.tenantId;
}

export type HostRow = Tenant & { readonly host: string };

export function listHosts(tx: SweepTx): Promise<readonly HostRow[]> {
  return tx.rows<HostRow>(
    `select host, tenant_id as "tenantId", slug, name, province, region_name as "regionName", mail_from as "mailFrom", created_at as "createdAt"
       from tenancy.host join tenancy.tenant using (tenant_id)`,
  );
}

/** Adds the addresses that are free, and answers those of the list that belong to another tenant. */
export async function insertHosts(
  tx: SweepTx,
  tenantId: TenantId,
  hosts: readonly string[],
): Promise<readonly string[]> {
  await tx.rows(
    `insert into tenancy.host (host, tenant_id) select host, $1 from unnest($2::text[]) as host on conflict do nothing`,
    tenantId,
    hosts,
  );
  const foreign = await tx.rows<{ host: string }>(
    `select host from tenancy.host where host = any($2::text[]) and tenant_id <> $1`,
    tenantId,
    hosts,
  );
  return foreign.map((row) => row.host);
}

export type PhoneLineRow = PhoneLine & Pick<Tenant, 'tenantId' | 'slug' | 'name'>;

export function listPhoneLines(tx: SweepTx): Promise<readonly PhoneLineRow[]> {
  return tx.rows<PhoneLineRow>(
    `select number, kind, case when cost_it is not null then jsonb_build_object('it', cost_it, 'en', cost_en) end as cost,
            tenant_id as "tenantId", slug, name
       from tenancy.phone_line join tenancy.tenant using (tenant_id)`,
  );
}

/** Adds the numbers or brings kind and cost up to date, and answers those that belong to another tenant. */
export async function upsertPhoneLines(
  tx: SweepTx,
  tenantId: TenantId,
  lines: readonly PhoneLine[],
): Promise<readonly string[]> {
  for (const { number, kind, cost } of lines) {
    tx.write(
      `insert into tenancy.phone_line as l (number, tenant_id, kind, cost_it, cost_en) values ($1, $2, $3, $4, $5)
       on conflict (number) do update set kind = excluded.kind, cost_it = excluded.cost_it, cost_en = excluded.cost_en
             where l.tenant_id = excluded.tenant_id`,
      number,
      tenantId,
      kind,
      cost?.it ?? null,
      cost?.en ?? null,
    );
  }
  const foreign = await tx.rows<{ number: string }>(
    `select number from tenancy.phone_line where number = any($2::text[]) and tenant_id <> $1`,
    tenantId,
    lines.map((line) => line.number),
  );
  return foreign.map((row) => row.number);
}

/** Makes the version row when there is none, and locks it until the transaction ends. */
export async function lockVersion(tx: Tx, firstVersion: number): Promise<void> {
  tx.write(
    `insert into tenancy.version (tenant_id, version) values ($1, $2) on conflict do nothing`,
    firstVersion,
  );
  await tx.row(`select version from tenancy.version where tenant_id = $1 for update`);
}

export function raiseVersion(tx: Tx, step: number): void {
  tx.write(`update tenancy.version set version = version + $2::bigint where tenant_id = $1`, step);
}

export async function findVersion(tx: Tx): Promise<number | undefined> {
  const row = await tx.row<{ version: number }>(
    `select version from tenancy.version where tenant_id = $1`,
  );
  return row?.version;
}

export function listSettingRows(tx: Tx): Promise<readonly SettingRow[]> {
  return tx.rows<SettingRow>(
    `select scope, scope_id as "scopeId", key, value, valid_from as "validFrom", recorded_at as "recordedAt"
       from tenancy.setting where tenant_id = $1 order by recorded_at, setting_id`,
  );
}

export interface NewSetting {
  readonly settingId: string;
  readonly scope: SettingRow['scope'];
  readonly scopeId: string | null;
  readonly key: string;
  readonly value: unknown;
  readonly validFrom: Day;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
}

export function insertSetting(tx: Tx, setting: NewSetting): void {
  tx.write(
    `insert into tenancy.setting (tenant_id, setting_id, scope, scope_id, key, value, valid_from, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8, $9)`,
    setting.settingId,
    setting.scope,
    setting.scopeId,
    setting.key,
    JSON.stringify(setting.value),
    setting.validFrom,
    sqlInstant(setting.recordedAt),
    setting.recordedBy,
  );
}

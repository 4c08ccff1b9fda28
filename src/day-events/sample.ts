// For tests: the town of bookings where outings and strikes are recorded, staff who are signed in, and the outbox at hand.
import { randomUUID } from 'node:crypto';
import type { SampleDesk } from '#bookings/sample.ts';
import { instant, sampleDesk } from '#bookings/sample.ts';
import { eventReportingSetting } from '#calendar/settings.ts';
import { dayEventsHandlers } from '#day-events/jobs.ts';
import type { StaffRole } from '#ground/actor.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import type { StaffAccount } from '#identity/model.ts';
import { newSession, sessionCookieName } from '#identity/session-cookie.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import { recordSetting } from '#tenancy/record-setting.ts';

/** Town number `index` at that moment. */
export async function sampleEventsDesk(
  database: Database,
  index: number,
  iso: string,
): Promise<SampleDesk> {
  const desk = await sampleDesk(database, index, iso);
  await database.inTenant(desk.town.tenantId, 'office', async (tx) =>
    recordSetting(tx, desk.clock, systemActor('sample'), {
      definition: eventReportingSetting,
      scope: { kind: 'tenant' },
      value: 'recorded',
      validFrom: asDay('2026-09-01'),
      firstDayNotYetOpen: asDay('2026-09-01'),
    }),
  );
  return desk;
}

export interface SampleStaff {
  readonly account: StaffAccount;
  readonly cookie: string;
}

export async function signedInClerk(
  database: Database,
  tenantId: number,
  role: StaffRole,
  schoolId: string | null = null,
): Promise<SampleStaff> {
  const accountId = randomUUID();
  const since = instant('2026-09-01T08:00:00+02:00');
  const session = newSession('staff', false, since);
  const at = `timestamptz '2026-09-01 06:00:00+00'`;
  await database.asOwner(`
    insert into identity.staff_account (account_id, login, password_hash, must_change_password, display_name, created_at)
      values ('${accountId}', '${accountId}', 'none', false, 'Clara Ufficio', ${at});
    insert into identity.staff_grant (tenant_id, grant_id, account_id, role, school_id, granted_at, granted_by)
      values (${tenantId}, '${randomUUID()}', '${accountId}', '${role}', ${schoolId === null ? 'null' : `'${schoolId}'`}, ${at}, 'sample');
    insert into identity.session (tenant_id, token_hash, face, account_id, created_at, expires_at)
      values (${tenantId}, '${session.tokenHash}', 'staff', '${accountId}', ${at}, timestamptz '2099-01-01 00:00:00+00');`);
  return {
    account: {
      kind: 'staff',
      accountId,
      login: accountId,
      displayName: 'Clara Ufficio',
      mustChangePassword: false,
      grants: [{ role, schoolId, kitchenId: null }],
    },
    cookie: `${sessionCookieName(false)}=${session.token}`,
  };
}

/** Runs the outbox as the server does, without the post office, and gives the letters, and no SMS, as 'subject: body'. */
export async function lettersOf(
  database: Database,
  desk: SampleDesk,
  hasSms = false,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const log = logTo(
    (line) => faults.push(line),
    () => 'now',
  );
  const handlers = {
    ...dayEventsHandlers({ ...desk.means, hasSms }),
    'bookings.change-recorded': { outside: async () => 'done' as const },
    'notifications.deliver': { outside: async () => 'done' as const },
  };
  await sweepOutbox({ database, clock: desk.clock, log, handlers, limit: 100 });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const rows = await database.asOwner(
    `select subject, body from notifications.message where tenant_id = ${desk.town.tenantId} and medium = 'mail' order by created_at, address`,
  );
  return rows.map(({ subject, body }) => `${String(subject)}: ${String(body)}`);
}

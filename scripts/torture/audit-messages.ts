// Audits the mail: of each change that has been told its family has one message, and not one more. Letters to the office
// (a school with an unusual number of meals, the head of the chain) and reminders are none of them.
import type { Database } from '#platform/database.ts';
import { spokenCode } from '#receipts/receipt-code.ts';
import type { Tally } from './outcome.ts';
import type { TorturedTown } from './town.ts';

export async function compareMessages(
  database: Database,
  { tenantId, slug }: TorturedTown,
  tally: Tally,
): Promise<void> {
  const rows = await database.asOwner(`
    select a.email, array_to_json(array_agg(distinct c.receipt_code) filter (where c.receipt_code is not null)) as codes,
           (select array_to_json(array_agg(m.body)) from notifications.message m where m.tenant_id = a.tenant_id and m.address = a.email) as bodies
      from identity.family_account a
      left join enrolment.guardian g on g.tenant_id = a.tenant_id and g.account_id = a.account_id
      left join bookings.change c on c.tenant_id = g.tenant_id and c.actor_id = g.guardian_id::text
       and exists (select from platform.outbox o where o.tenant_id = c.tenant_id and o.kind = 'bookings.change-recorded'
                      and o.payload ->> 'changeId' = c.change_id::text and o.done_at is not null)
     where a.tenant_id = ${tenantId} group by a.tenant_id, a.email`);
  for (const { email, codes, bodies } of rows)
    compareFamily(`${slug}, ${String(email)}`, toTexts(codes), toTexts(bodies), tally);
}

function compareFamily(
  who: string,
  codes: readonly string[],
  bodies: readonly string[],
  tally: Tally,
): void {
  const tellings = (code: string): number =>
    bodies.filter((body) => body.includes(spokenCode(code))).length;
  const twice = codes.filter((code) => tellings(code) > 1);
  // A message that expired unsent, because the days of a trial fly past, has lost its text: it can only be counted.
  const all =
    codes.reduce((sum, code) => sum + tellings(code), 0) +
    bodies.filter((body) => body === '').length;
  tally.doubled += Math.max(twice.length, all - codes.length);
  tally.lost += Math.max(0, codes.length - all);
  if (twice.length > 0 || all !== codes.length)
    tally.faults.push(
      `${who} has ${all} messages of ${codes.length} changes that were told, twice of: ${twice.join()}`,
    );
}

function toTexts(value: unknown): readonly string[] {
  return (value ?? []) as readonly string[];
}

// The SQL of enrolment for the telephone: whose a calling number and a phone code are.
import type { CallerLink, GivenCode } from '#enrolment/caller-rules.ts';
import type { Day } from '#ground/day.ts';
import type { Tx } from '#platform/database.ts';

/** The class of the day or the next one: in August a child is already in that of September. */
const classOf = (pupilId: string, day: string): string => `
  (select c.class_name from enrolment.class_membership m
     join schools.class_view c on c.tenant_id = m.tenant_id and c.class_id = m.class_id
    where m.tenant_id = $1 and m.pupil_id = ${pupilId} and m.superseded_at is null
      and coalesce(m.valid_to, 'infinity'::date) >= ${day}::date
    order by m.valid_from limit 1)`;

/** From when the pupil uses a service, that day or later; null where it uses none any more. */
const eatsFromOf = (pupilId: string, day: string): string => `
  (select min(e.valid_from)::text from enrolment.eater_view e
    where e.tenant_id = $1 and e.pupil_id = ${pupilId} and e.valid_to >= ${day}::date)`;

/** The pupils of every account with this number, by first name; restricted links and those who left too. */
export function listCallerLinks(tx: Tx, number: string, day: Day): Promise<readonly CallerLink[]> {
  return tx.rows<CallerLink>(
    `select a.account_id as "accountId", a.language, o.restricted, o.pupil_id as "pupilId", o.first_name as "firstName",
            ${classOf('o.pupil_id', '$3')} as "className", ${eatsFromOf('o.pupil_id', '$3')} as "eatsFrom"
       from identity.contact_view a
       join enrolment.own_pupil_view o on o.tenant_id = a.tenant_id and o.account_id = a.account_id
      where a.tenant_id = $1 and a.mobile = $2
      order by o.first_name, "className", o.pupil_id`,
    number,
    day,
  );
}

export interface CodeRow extends Omit<GivenCode, 'isOwnNumber'> {
  /** The calling number is on file for some family, whosever the code is. */
  readonly isNumberOnFile: boolean;
  /** It is on file for a guardian of this very pupil who is not restricted. */
  readonly isGuardians: boolean;
  readonly sealedPin: Uint8Array | null;
}

const guardianOfCode = `
  select from identity.contact_view a
    join enrolment.own_pupil_view o on o.tenant_id = a.tenant_id and o.account_id = a.account_id
    join enrolment.pupil p on p.tenant_id = o.tenant_id and p.pupil_id = o.pupil_id
   where a.tenant_id = $1 and a.mobile = $3 and p.phone_code = $2`;

/** One row always; `callerNumber` null is on file for nobody. Role system. */
export async function findCode(
  tx: Tx,
  code: string,
  callerNumber: string | null,
  day: Day,
): Promise<CodeRow> {
  const row = await tx.row<CodeRow>(
    `select (select jsonb_build_object('pupilId', p.pupil_id, 'firstName', p.first_name,
                      'className', ${classOf('p.pupil_id', '$4')}, 'eatsFrom', ${eatsFromOf('p.pupil_id', '$4')})
               from enrolment.pupil p where p.tenant_id = $1 and p.phone_code = $2) as pupil,
            exists (select from identity.contact_view a where a.tenant_id = $1 and a.mobile = $3) as "isNumberOnFile",
            exists (${guardianOfCode} and o.restricted) as "isRestricted",
            exists (${guardianOfCode} and not o.restricted) as "isGuardians",
            (select x.sealed_pin from enrolment.pupil p
               join enrolment.phone_pin x on x.tenant_id = p.tenant_id and x.pupil_id = p.pupil_id
              where p.tenant_id = $1 and p.phone_code = $2) as "sealedPin"`,
    code,
    callerNumber,
    day,
  );
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

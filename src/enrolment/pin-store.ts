// The SQL of enrolment for the PINs of the telephone.
import { ofSchools } from '#enrolment/search-store.ts';
import type { Reach } from '#enrolment/staff-rules.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { SqlValue, Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

/** Who holds a phone code, and since when a PIN; both may be missing. */
export interface PinHolder {
  readonly pupilId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phoneCode: string | null;
  readonly pinGivenAt: Instant | null;
}

/** The roles family and office may write the sealed PIN, and not read it: hence the parameter twice, and no `excluded`. */
export function upsertPin(
  tx: Tx,
  pin: { readonly pupilId: string; readonly sealedPin: Uint8Array; readonly at: Instant },
): void {
  tx.write(
    `insert into enrolment.phone_pin (tenant_id, pupil_id, sealed_pin, given_at) values ($1, $2, $3, $4)
     on conflict (tenant_id, pupil_id) do update set sealed_pin = $3, given_at = $4`,
    pin.pupilId,
    pin.sealedPin,
    sqlInstant(pin.at),
  );
}

const holder = `p.pupil_id as "pupilId", p.first_name as "firstName", p.last_name as "lastName",
                p.phone_code as "phoneCode", x.given_at as "pinGivenAt"`;
const withPin = `left join enrolment.phone_pin x on x.tenant_id = p.tenant_id and x.pupil_id = p.pupil_id`;

/** In the order of their names. */
export function listPinHolders(tx: Tx, pupilIds: readonly string[]): Promise<readonly PinHolder[]> {
  return tx.rows<PinHolder>(
    `select ${holder} from enrolment.pupil p ${withPin}
      where p.tenant_id = $1 and p.pupil_id = any($2::uuid[]) order by p.sort_key, p.pupil_id`,
    pupilIds,
  );
}

/** Undefined when the pupil is not within reach. */
export function findPinHolder(
  tx: Tx,
  pupilId: string,
  reach: Reach,
  day: Day,
): Promise<PinHolder | undefined> {
  const within = reach.schoolIds === null ? '' : ofSchools('p.pupil_id', '$3', '$4');
  const params: readonly SqlValue[] = reach.schoolIds === null ? [] : [reach.schoolIds, day];
  return tx.row<PinHolder>(
    `select ${holder} from enrolment.pupil p ${withPin} where p.tenant_id = $1 and p.pupil_id = $2 ${within}`,
    pupilId,
    ...params,
  );
}

export interface AccountPinHolder extends PinHolder {
  readonly accountId: string;
}

/** The pupils of these accounts, without those for whom the account's guardian is restricted. Role system. */
export function listHoldersOfAccounts(
  tx: Tx,
  accountIds: readonly string[],
): Promise<readonly AccountPinHolder[]> {
  return tx.rows<AccountPinHolder>(
    `select o.account_id as "accountId", ${holder}
       from enrolment.own_pupil_view o
       join enrolment.pupil p on p.tenant_id = o.tenant_id and p.pupil_id = o.pupil_id ${withPin}
      where o.tenant_id = $1 and o.account_id = any($2::uuid[]) and not o.restricted
      order by p.sort_key, p.pupil_id`,
    accountIds,
  );
}

// `refettorio create-tenant`: makes an authority with its addresses, phone numbers and keys; again, it brings them up to date.
import type { Command } from '#command/operator.ts';
import { configOf, optionsOf, Refusal, required, withDatabase } from '#command/operator.ts';
import { createTenant } from '#tenancy/create-tenant.ts';
import { isPhoneNumber, isSlug } from '#tenancy/model.ts';
import type { PhoneLine } from '#tenancy/model.ts';

export const createTenantCommand: Command = async (operator, args) => {
  const { values } = optionsOf(args, {
    slug: { type: 'string' },
    name: { type: 'string' },
    province: { type: 'string' },
    region: { type: 'string' },
    'mail-from': { type: 'string' },
    host: { type: 'string', multiple: true },
    phone: { type: 'string', multiple: true },
    sms: { type: 'string', multiple: true },
    'cost-it': { type: 'string' },
    'cost-en': { type: 'string' },
  });
  const cost = costOf(values['cost-it'], values['cost-en']);
  const tenant = {
    slug: required(values.slug, '--slug'),
    name: required(values.name, '--name'),
    province: required(values.province, '--province'),
    regionName: required(values.region, '--region'),
    mailFrom: required(values['mail-from'], '--mail-from'),
    hosts: values.host ?? [],
    phoneLines: [
      ...linesOf('voice', values.phone ?? [], '--phone', cost),
      ...linesOf('sms', values.sms ?? [], '--sms', cost),
    ],
  };
  if (!isSlug(tenant.slug)) {
    throw new Refusal(
      `--slug is the short name in files and receipts: 3 to 50 small letters, digits and hyphens, a letter first. "${tenant.slug}" is not.`,
    );
  }
  const config = configOf(operator);
  return withDatabase(operator, config, async (database) => {
    const tenantId = await createTenant(database, operator.clock, config.masterKey, tenant);
    operator.write(
      `${tenant.name} is authority ${tenantId}, served at ${tenant.hosts.join(', ')}.`,
    );
    return 0;
  });
};

function linesOf(
  kind: PhoneLine['kind'],
  numbers: readonly string[],
  option: string,
  cost: PhoneLine['cost'],
): readonly PhoneLine[] {
  return numbers.map((written) => {
    const number = written.replaceAll(/[\s./-]/g, '');
    if (!isPhoneNumber(number))
      throw new Refusal(
        `${option} is a number as the operator hands it over, with the country: "+39 035 …". "${written}" is not.`,
      );
    return { number, kind, cost };
  });
}

/** What a call or a message costs, said to families in both languages or not at all. */
function costOf(it: string | undefined, en: string | undefined): PhoneLine['cost'] {
  if ((it === undefined) !== (en === undefined))
    throw new Refusal('--cost-it and --cost-en go together: what a call costs, in both languages.');
  return it === undefined || en === undefined ? null : { it, en };
}

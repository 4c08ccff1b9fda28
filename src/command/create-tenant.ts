// `refettorio create-tenant`: makes an authority with its addresses and keys; again, it brings name and addresses up to date.
import type { Command } from '#command/operator.ts';
import { configOf, optionsOf, Refusal, required, withDatabase } from '#command/operator.ts';
import { createTenant } from '#tenancy/create-tenant.ts';
import { isSlug } from '#tenancy/model.ts';

export const createTenantCommand: Command = async (operator, args) => {
  const { values } = optionsOf(args, {
    slug: { type: 'string' },
    name: { type: 'string' },
    province: { type: 'string' },
    region: { type: 'string' },
    'mail-from': { type: 'string' },
    host: { type: 'string', multiple: true },
  });
  const tenant = {
    slug: required(values.slug, '--slug'),
    name: required(values.name, '--name'),
    province: required(values.province, '--province'),
    regionName: required(values.region, '--region'),
    mailFrom: required(values['mail-from'], '--mail-from'),
    hosts: values.host ?? [],
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

// `refettorio create-staff`: the first login of an office; its first password is printed once and must be changed.
import type { Command } from '#command/operator.ts';
import {
  configOf,
  optionsOf,
  Refusal,
  required,
  tenantCalled,
  withDatabase,
} from '#command/operator.ts';
import type { StaffRole } from '#ground/actor.ts';
import { systemActor } from '#ground/actor.ts';
import { say } from '#ground/sentence.ts';
import { identityRefusals } from '#identity/api.ts';
import { createStaffAccount } from '#identity/create-staff-account.ts';
import { initialPassword } from '#identity/initial-password.ts';

const roles: readonly StaffRole[] = [
  'office',
  'caterer',
  'school',
  'kitchen',
  'serving-site',
  'administrator',
];

export const createStaffCommand: Command = async (operator, args) => {
  const { values } = optionsOf(args, {
    tenant: { type: 'string' },
    login: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string' },
    role: { type: 'string' },
  });
  const role = roles.find((one) => one === values.role);
  if (role === undefined) throw new Refusal(`--role is one of: ${roles.join(', ')}.`);
  const login = required(values.login, '--login');
  const displayName = required(values.name, '--name');
  return withDatabase(operator, configOf(operator), async (database) => {
    const { tenantId } = await tenantCalled(database, values.tenant);
    const { password, passwordHash } = await initialPassword();
    const outcome = await database.inTenant(tenantId, 'system', (tx) =>
      createStaffAccount(tx, operator.clock, systemActor('create-staff'), {
        login,
        displayName,
        email: values.email ?? null,
        passwordHash,
        mustChangePassword: true,
        grants: [{ role, schoolId: null, kitchenId: null }],
      }),
    );
    if (!outcome.ok) {
      throw new Refusal(
        say(identityRefusals.texts.en, `refusal.${outcome.refusal}`, { login }, 'en'),
      );
    }
    operator.write(
      `Login: ${login}\nFirst password, to be changed at the first sign-in: ${password}`,
    );
    return 0;
  });
};

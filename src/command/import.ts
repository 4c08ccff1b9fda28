// `refettorio import <folder>`: a municipality's files, tried (--dry-run) or brought in, all or nothing.
import type { Command } from '#command/operator.ts';
import { configOf, optionsOf, Refusal, required, withDatabase } from '#command/operator.ts';
import { importCommand as importFolder } from '#registry-import/import-command.ts';

export const importCommand: Command = async (operator, args) => {
  const { values, positionals } = optionsOf(args, {
    tenant: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'school-year': { type: 'string' },
    letters: { type: 'string' },
  });
  const tenant = required(values.tenant, '--tenant');
  const folder = required(positionals[0], 'The folder');
  const schoolYear =
    values['school-year'] === undefined ? undefined : Number(values['school-year']);
  if (
    schoolYear !== undefined &&
    (!Number.isInteger(schoolYear) || schoolYear < 2020 || schoolYear > 2100)
  ) {
    throw new Refusal(
      '--school-year is the calendar year in which the school year starts, as 2026.',
    );
  }
  const config = configOf(operator);
  return withDatabase(operator, config, (database) =>
    importFolder(database, operator.clock, {
      tenant,
      folder,
      isDryRun: values['dry-run'] === true,
      masterKey: config.masterKey,
      write: operator.write,
      ...(schoolYear === undefined ? {} : { schoolYear }),
      ...(values.letters === undefined ? {} : { letters: values.letters }),
    }),
  );
};

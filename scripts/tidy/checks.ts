// Every check by name; the self-test refuses a check that has not been seen biting.
import { checkDemoReach } from './checks/demo-reach.ts';
import { checkFirstLines } from './checks/first-lines.ts';
import { checkFloors } from './checks/floors.ts';
import { checkGlossary } from './checks/glossary.ts';
import { checkImportPaths } from './checks/import-paths.ts';
import { checkLibraries } from './checks/libraries.ts';
import { checkNames } from './checks/names.ts';
import { checkPrivateFiles } from './checks/private-files.ts';
import { checkPurity } from './checks/purity.ts';
import { checkShape } from './checks/shape.ts';
import { checkSql } from './checks/sql.ts';
import { checkTexts } from './checks/texts.ts';
import { checkAssertions } from './checks/assertions.ts';
import { checkWeb } from './checks/web.ts';
import type { Check } from './tree.ts';

export const checks = {
  demoReach: checkDemoReach,
  firstLines: checkFirstLines,
  floors: checkFloors,
  glossary: checkGlossary,
  importPaths: checkImportPaths,
  libraries: checkLibraries,
  names: checkNames,
  privateFiles: checkPrivateFiles,
  purity: checkPurity,
  shape: checkShape,
  sql: checkSql,
  texts: checkTexts,
  assertions: checkAssertions,
  web: checkWeb,
} satisfies Record<string, Check>;

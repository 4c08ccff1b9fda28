// `npm run bench`: how fast Refettorio is, each figure beside a control of the same run. `-- absences` runs one measure
// alone, `--json` prints JSON in place of the table, `--rounds 9` takes more rounds, `--pupils 100000` builds no larger
// country; `--country` is the long form: a country's morning and nothing else. Exit code 1 when a goal is missed.
import { parseArgs } from 'node:util';
import { absences } from './bench/absences.ts';
import { withPostgres } from './bench/bench-postgres.ts';
import { closing } from './bench/closing.ts';
import { countryMorning } from './bench/country-morning.ts';
import { importing } from './bench/import.ts';
import { kitchen } from './bench/kitchen.ts';
import { isMet } from './bench/measure.ts';
import type { Finding, Measure } from './bench/measure.ts';
import { month } from './bench/month.ts';
import { processes } from './bench/processes.ts';
import { jsonOf, tableOf } from './bench/report.ts';
import { search } from './bench/search.ts';

const measures: readonly Measure[] = [
  absences,
  closing,
  kitchen,
  processes,
  month,
  search,
  importing,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    rounds: { type: 'string', default: '5' },
    country: { type: 'boolean', default: false },
    pupils: { type: 'string' },
  },
});
const pupilsMax = Number(values.pupils ?? (values.country ? 2_000_000 : 1_000_000));
const unknown = positionals.filter((name) => !measures.some((one) => one.name === name));
if (unknown.length > 0) {
  console.error(`There is no measure "${unknown.join('", "')}". There are:`);
  for (const { name, purpose } of measures) console.error(`  ${name.padEnd(12)} ${purpose}`);
  process.exit(2);
}

const findings: Finding[] = [];
for (const { name, run } of values.country ? [countryMorning] : measures) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  // On stderr: the result alone is on stdout.
  const say = (line: string): void => console.error(`${name}: ${line}`);
  findings.push(
    ...(await run({
      withPostgres,
      rounds: Number(values.rounds),
      pupilsMax,
      say,
    })),
  );
}
console.log(values.json === true ? jsonOf(findings, new Date()) : tableOf(findings));
if (findings.some((finding) => isMet(finding) === false)) process.exitCode = 1;

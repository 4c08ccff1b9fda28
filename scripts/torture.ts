// `npm run torture`: what must not happen is tried to be brought about, on real processes and databases; says in a table
// what was seen. `-- <trial>…` chooses trials, `--rounds 20`, `--seed 7`, `--short`, `--json`.
import { parseArgs } from 'node:util';
import { tableOf } from './torture/outcome.ts';
import type { Outcome } from './torture/outcome.ts';
import { trials } from './torture/trials.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    rounds: { type: 'string' },
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const unknown = positionals.filter((name) => !trials.some((trial) => trial.name === name));
if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
  console.error(`There are these trials: ${trials.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const say = (line: string): void => console.error(line);
say(`seed ${seed}`);
const outcomes: Outcome[] = [];
for (const trial of trials) {
  if (positionals.length > 0 && !positionals.includes(trial.name)) continue;
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  say(`${trial.name} …`);
  const outcome = await trial.run({ seed, rounds, isShort: values.short, say });
  if (typeof outcome === 'string') say(`${trial.name} was NOT tried: ${outcome}.`);
  else outcomes.push(outcome);
}
console.log(values.json ? JSON.stringify({ seed, outcomes }, undefined, 2) : tableOf(outcomes));
const faults = outcomes.flatMap(({ what, faults: words }) => words.map((one) => `${what}: ${one}`));
for (const fault of faults) say(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

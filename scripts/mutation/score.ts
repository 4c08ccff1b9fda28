// What a mutation run says of one file of rules: its score, and each change that no test of it noticed.
import { z } from 'zod';

const place = z.object({ line: z.int(), column: z.int() });
const mutant = z.object({
  status: z.enum(['Killed', 'Timeout', 'Survived', 'NoCoverage', 'RuntimeError', 'Ignored']),
  mutatorName: z.string(),
  replacement: z.string().default(''),
  location: z.object({ start: place, end: place }),
});
type Mutant = z.infer<typeof mutant>;

/** Of the JSON that Stryker writes (mutation-testing-report-schema) what is needed here. */
const report = z.object({
  files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(mutant) })),
});

export interface Score {
  readonly path: string;
  readonly mutants: number;
  readonly killed: number;
  /** Left out by a comment in the code that says why. */
  readonly explained: number;
  readonly survivors: readonly string[];
}

/** `content`: the report of a run on that file. A change after which the rule never ends, or throws, is noticed as well. */
export function scoreOf(path: string, content: unknown): Score {
  const { source, mutants } = report.parse(content).files[path] ?? { source: '', mutants: [] };
  const counted = mutants.filter(({ status }) => status !== 'Ignored');
  const alive = counted.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  return {
    path,
    mutants: counted.length,
    killed: counted.length - alive.length,
    explained: mutants.length - counted.length,
    survivors: alive.map((one) => `${path}:${describe(source, one)}`),
  };
}

function describe(source: string, { status, mutatorName, replacement, location }: Mutant): string {
  const { start, end } = location;
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const was = lines
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join('\n');
  const how = status === 'NoCoverage' ? 'no test comes here' : mutatorName;
  return `${start.line}:${start.column} ${oneLine(was)}  →  ${oneLine(replacement)}  (${how})`;
}

function oneLine(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length <= 90 ? line : `${line.slice(0, 60)} … ${line.slice(-27)}`;
}

export function percent({ killed, mutants }: Pick<Score, 'killed' | 'mutants'>): string {
  return mutants === 0 ? '–' : `${((killed / mutants) * 100).toFixed(1)} %`;
}

export function tableOf(scores: readonly Score[]): string {
  const total = {
    path: 'all',
    mutants: sum(scores.map(({ mutants }) => mutants)),
    killed: sum(scores.map(({ killed }) => killed)),
    explained: sum(scores.map(({ explained }) => explained)),
  };
  const rows = [...scores, total].map(
    (score) =>
      `| ${score.path} | ${score.mutants} | ${score.killed} | ${score.explained} | ${percent(score)} |`,
  );
  return [
    '| rules | changes | noticed | explained | score |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

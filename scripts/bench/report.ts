// What a bench says at its end: a table for people, JSON for programs.
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Finding } from './measure.ts';
import { isMet } from './measure.ts';

export function tableOf(findings: readonly Finding[]): string {
  const rows = findings.map((finding) => [
    finding.what,
    `${numberOf(finding.measured)} ${finding.unit}`,
    goalOf(finding),
    verdictOf(finding),
  ]);
  const head = ['what', 'measured', 'goal', ''];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [head, ...rows]
    .map(lineOf)
    .flatMap((line, index) => (index === 0 ? [line] : [line, `  ${findings[index - 1]?.because}`]))
    .join('\n');
}

export function jsonOf(findings: readonly Finding[], at: Date): string {
  const machine = {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 1e9),
    node: process.version,
  };
  const judged = findings.map((finding) => ({ ...finding, isMet: isMet(finding) ?? null }));
  return JSON.stringify({ at: at.toISOString(), machine, findings: judged }, undefined, 2);
}

function numberOf(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function goalOf({ goal }: Finding): string {
  if (goal === undefined) return '';
  return 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
}

function verdictOf(finding: Finding): string {
  const verdict = { true: 'met', false: 'MISSED', undefined: '' }[String(isMet(finding))] ?? '';
  return finding.isDisturbed ? `${verdict} (busy machine)` : verdict;
}

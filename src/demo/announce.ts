// What the terminal says when the demo is ready: where to go, who can sign in, and what the embedded database cannot do.
import type { DemoAddresses } from '#demo/demo-info.ts';
import type { DemoLogin } from '#demo/logins.ts';
import { speaker } from '#demo/pages.ts';
import { municipality } from '#demo/valserena.ts';
import { dayInWords } from '#ground/day-in-words.ts';
import type { Instant } from '#ground/instant.ts';
import { dayAt, timeAt } from '#platform/rome.ts';

export function announcement(shown: {
  readonly now: Instant;
  readonly addresses: DemoAddresses;
  readonly logins: readonly DemoLogin[];
  readonly folder: string;
}): string {
  const said = speaker('it');
  const { now, addresses, logins } = shown;
  const places = (['portal', 'office', 'telephone', 'mail', 'demo', 'api'] as const).map((key) => [
    said(`start.${key}`),
    addresses[key],
  ]);
  const people = logins.map(({ role, login, password }) => [said(`role.${role}`), login, password]);
  return [
    '',
    said('start.ready', {
      name: municipality.name,
      day: dayInWords(dayAt(now), 'it'),
      time: timeAt(now),
    }),
    '',
    ...columns(places),
    '',
    said('start.logins'),
    ...columns(people),
    '',
    said('start.warning', { folder: shown.folder }),
    said('start.stop'),
    '',
  ].join('\n');
}

/** Each column as wide as its longest cell. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

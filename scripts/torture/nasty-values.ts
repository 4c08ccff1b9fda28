// Values that somebody, some day, sends where another is expected.
import type { Chance } from './chance.ts';

export const wordOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

export const nasty: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_992,
  '',
  ' ',
  'a'.repeat(100_000),
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202eoirar',
  '\u0301'.repeat(500),
  '👨‍👩‍👧‍👦'.repeat(40),
  "'; drop table bookings.change; --",
  '%00',
  '%ff%fe',
  '../../etc/passwd',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '0000-00-00',
  '2026-02-30',
  '-271821-04-20',
  '+275760-09-13',
  '9999-12-31',
  '0001-01-01',
  '24:00',
  '00000000-0000-0000-0000-000000000000',
  '__proto__',
  'constructor',
  [],
  {},
  [[[[]]]],
  { toString: 1 },
  Array.from({ length: 2000 }, (_, index) => index),
];

/** One place of the JSON, at random, becomes something else. */
export function withOneReplaced(body: string, chance: Chance): string {
  const root: unknown = JSON.parse(body === '' ? '{}' : body);
  const places: (() => void)[] = [];
  const visit = (holder: object): void => {
    for (const key of Object.keys(holder)) {
      const inner: unknown = Reflect.get(holder, key);
      places.push(() => Reflect.set(holder, key, chance.pick(nasty)));
      places.push(() => Reflect.deleteProperty(holder, key));
      if (typeof inner === 'object' && inner !== null) visit(inner);
    }
  };
  if (typeof root !== 'object' || root === null) return JSON.stringify(chance.pick(nasty));
  visit(root);
  Reflect.set(root, 'unexpected', chance.pick(nasty));
  if (places.length > 0) chance.pick(places)();
  return JSON.stringify(root);
}

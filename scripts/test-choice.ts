// Which tests a run of `npm test` means, and whether the web must be built for them.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Choice {
  /** Filters for vitest: none means all, undefined means none of its tests. */
  readonly vitest: readonly string[] | undefined;
  readonly playwright: readonly string[] | undefined;
}

/** Filters are parts of paths; those that name a browser journey (`journeys/browser/*.spec.ts`) go to Playwright. */
export function choose(root: string, filters: readonly string[]): Choice {
  const folder = join(root, 'journeys', 'browser');
  const specs = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.spec.ts'))
    : [];
  if (filters.length === 0) return { vitest: [], playwright: specs.length > 0 ? [] : undefined };
  const isBrowser = (filter: string): boolean =>
    specs.some((name) => `journeys/browser/${name}`.includes(filter.replace(/^\.\//, '')));
  const isOnlyBrowser = (filter: string): boolean => /journeys\/browser|\.spec/.test(filter);
  const vitest = filters.filter((filter) => !isOnlyBrowser(filter));
  const playwright = filters.filter(isBrowser);
  return {
    vitest: vitest.length > 0 ? vitest : undefined,
    playwright: playwright.length > 0 ? playwright : undefined,
  };
}

/** Whether both faces are built and nothing they are built from is younger. */
export function isBuildFresh(root: string): boolean {
  const pages = ['portal', 'office'].map((face) => join(root, 'dist', face, 'index.html'));
  if (!pages.every((page) => existsSync(page))) return false;
  const builtAt = Math.min(...pages.map((page) => statSync(page).mtimeMs));
  return ['web', 'src', 'package-lock.json'].every((name) => youngest(join(root, name)) <= builtAt);
}

function youngest(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return readdirSync(path).reduce((time, name) => Math.max(time, youngest(join(path, name))), 0);
}

// Prints docs/openapi.json from the routes themselves; no database is asked. A test holds it fresh and valid.
import { writeFileSync } from 'node:fs';
import { apiServer } from '#api/server.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { machineClock, version } from '#main.ts';

export const openapiFile = new URL('../docs/openapi.json', import.meta.url);

/** Paths in the order of the alphabet, so that a new route is a hunk of its own in review. */
export async function printOpenapi(): Promise<string> {
  const app = await describedServer();
  const document = app.swagger();
  await app.close();
  const paths = Object.entries(document.paths ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ ...document, paths: Object.fromEntries(paths) }, null, 2)}\n`;
}

/** The API with nothing behind it: whoever asks more than its description is told so. */
export async function describedServer(): Promise<HttpApp> {
  const nothing = (): never => {
    throw new Error('there is nothing behind the description');
  };
  const app = await apiServer({
    database: {
      inTenant: nothing,
      acrossTenants: nothing,
      takeStatistics: nothing,
      onWake: nothing,
      asOwner: nothing,
      close: nothing,
    },
    clock: machineClock,
    securityClock: machineClock,
    log: { info: () => undefined, alarm: () => undefined },
    calendarAt: nothing,
    issueReceipt: nothing,
    masterKey: { keyId: 'none', bytes: new Uint8Array() },
    tenantAt: nothing,
    calls: { begin: nothing, hear: nothing, hangUp: nothing },
    secrets: { secretOf: nothing },
    lines: { lineAt: nothing, linesOf: nothing },
    trustedProxies: [],
    hasSms: false,
    https: true,
    isDemo: false,
    version,
  });
  await app.ready();
  return app;
}

if (import.meta.main) writeFileSync(openapiFile, await printOpenapi());

// `npm run --silent demo:info`: one JSON object with the addresses and logins of the demo that is running from this folder.
import { z } from 'zod';
import { readKept } from '#demo/kept-file.ts';
import type { DemoLogin } from '#demo/logins.ts';
import { speaker } from '#demo/pages.ts';

export interface DemoAddresses {
  readonly portal: string;
  readonly office: string;
  readonly telephone: string;
  readonly mail: string;
  readonly api: string;
  readonly demo: string;
}

const keptInfo = z.object({
  addresses: z.record(z.string(), z.string()),
  logins: z.array(z.record(z.string(), z.string())),
});
const clockAnswer = z.object({ now: z.string() });

/** What is kept beside the database while the demo runs. */
export function infoText(addresses: DemoAddresses, logins: readonly DemoLogin[]): string {
  const said = speaker('it');
  return JSON.stringify({
    addresses,
    logins: logins.map(({ role, login, password }) => ({
      role,
      login,
      password,
      note: `${said(`role.${role}`)}. ${said(`role.${role}.note`)}`,
    })),
  });
}

/** Returns the exit code; the object goes to `write`, a sentence about what is missing to `complain`. */
export async function printInfo(
  file: string,
  write: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const said = speaker('it');
  const kept = await readKept(file);
  if (kept === undefined) {
    complain(said('info.missing', { file }));
    return 1;
  }
  const { addresses, logins } = keptInfo.parse(JSON.parse(kept));
  const now = await askTime(`${addresses['demo'] ?? ''}/clock`);
  if (now === undefined) {
    complain(said('info.stopped'));
    return 1;
  }
  write(JSON.stringify({ addresses, now, logins }));
  return 0;
}

/** Undefined when nobody answers there. */
async function askTime(address: string): Promise<string | undefined> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
    return clockAnswer.parse(await response.json()).now;
  } catch {
    // Stopped without a word (kill -9, power): its file is still there.
    return undefined;
  }
}

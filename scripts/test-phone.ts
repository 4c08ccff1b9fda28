// `npm run test:phone`: people dial a real Asterisk, which asks our FastAGI server; keys travel as RTP; what has to be
// in the database is looked up there. Where no Asterisk can be had it says so in one line and ends well.
import { join } from 'node:path';
import { findPostgres, startPostgres } from './postgres.ts';
import { prepareAsterisk, startAsterisk } from './phone/asterisk.ts';

const say = (line: string): void => console.log(line);
const prepared = await prepareAsterisk(say);
if (prepared.ok) process.exitCode = await testPhone(prepared.root);
else sayUntested(prepared.why);

/** The machine's doing and not ours: one visible line, and no failure. */
function sayUntested(why: string): void {
  say(`The telephone was NOT tested: ${why}.`);
}

async function testPhone(root: string): Promise<number> {
  const postgres = findPostgres() === undefined ? undefined : await startPostgres();
  // Read when the database for tests is imported.
  process.env['REFETTORIO_TEST_POSTGRES'] = postgres?.url ?? '';
  const { openSwitchboard } = await import('./phone/switchboard.ts');
  try {
    const switchboard = await openSwitchboard({
      soundsFolder: join(root, 'refettorio-sounds'),
      fileSeenBy: (file) => file.slice(root.length).replace(/\.wav$/, ''),
      say,
    });
    const { agiPort, lateAgiPort } = switchboard;
    try {
      const started = await startAsterisk(root, { agiPort, lateAgiPort });
      if (!started.ok) {
        sayUntested(started.why);
        return 0;
      }
      const { asterisk } = started;
      try {
        return await switchboard.runAll(asterisk.sipPort, process.argv.slice(2));
      } finally {
        await asterisk.stop();
      }
    } finally {
      await switchboard.close();
    }
  } finally {
    await postgres?.stop();
  }
}

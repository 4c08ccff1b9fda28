// `refettorio prompts`: makes the sounds of the telephone that are missing, at deployment, and lists what may be recorded.
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Command } from '#command/operator.ts';
import { configOf, optionsOf, withDatabase } from '#command/operator.ts';
import { findSoundTools } from '#voice/make-sound.ts';
import { wantedSounds } from '#voice/make-prompts.ts';
import { openPrompts } from '#voice/prompts.ts';
import { recordingName } from '#voice/sound-names.ts';
import type { WantedSound } from '#voice/wanted-sounds.ts';

export const promptsCommand: Command = async (operator, args) => {
  const { values } = optionsOf(args, { missing: { type: 'boolean' }, list: { type: 'boolean' } });
  const config = configOf(operator);
  const tools = await findSoundTools(operator.environment['PATH'] ?? '');
  const prompts = await openPrompts({ folder: config.soundsFolder, tools, makersMax: 2 });
  const wanted = await withDatabase(operator, config, (database) =>
    wantedSounds({ database, clock: operator.clock, loadCalendar: loadTenantCalendar }),
  );
  if (values.list === true) {
    for (const one of wanted) operator.write(lineOf(one));
    operator.write(
      `To record one, drop it under this name into ${config.soundsFolder}/recordings.`,
    );
    return 0;
  }
  if (values.missing !== true) {
    if (tools.sox === undefined || tools.espeak === undefined) operator.write(noToolsSentence);
    const { made, failed } = await prompts.make(wanted);
    operator.write(`Made: ${made}. Failed: ${failed}.`);
  }
  const missing = prompts.missing(wanted);
  if (values.missing === true) for (const one of missing) operator.write(lineOf(one));
  operator.write(`Missing: ${missing.length} of ${wanted.length}.`);
  return 0;
};

export const noToolsSentence =
  'espeak-ng and sox are not both here, so no sound is read out (Debian: apt-get install espeak-ng sox). Calls leave out what has no sound.';

function lineOf(wanted: WantedSound): string {
  return `${recordingName(wanted)}  ${wanted.origin}  ${wanted.text}`;
}

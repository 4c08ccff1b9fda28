// The house behind the switchboard under test: one FastAGI server for all towns, their sounds, and the scenarios one by one.
import { openTestDatabase } from '#platform/test-database.ts';
import { faultName } from '#platform/log.ts';
import { fastAgiServer } from '#voice/fast-agi.ts';
import type { Fragment } from '#voice/fragments.ts';
import { fragmentsOf, voiceCatalogue } from '#voice/fragments.ts';
import { findSoundTools } from '#voice/make-sound.ts';
import type { Turn } from '#voice/model.ts';
import { openPrompts } from '#voice/prompts.ts';
import { nameSounds, standingSounds } from '#voice/wanted-sounds.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';
import { calledTown } from './called-town.ts';
import type { CalledTown } from './called-town.ts';
import { openLateLine } from './late-line.ts';
import { scenarios } from './scenarios.ts';
import type { PhoneScenario } from './scenarios.ts';
import { dial } from './sipp.ts';

export interface Switchboard {
  readonly agiPort: number;
  /** The same, but our commands come late. */
  readonly lateAgiPort: number;
  /** The exit code; with words only the scenarios whose name holds one of them. */
  runAll(sipPort: number, words: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

export interface SwitchboardOptions {
  readonly soundsFolder: string;
  /** The name under which Asterisk, which lives in a folder of its own, finds a sound. */
  readonly fileSeenBy: (file: string) => string;
  readonly say: (line: string) => void;
}

export async function openSwitchboard(options: SwitchboardOptions): Promise<Switchboard> {
  const { say } = options;
  const database = await openTestDatabase();
  const prompts = await openPrompts({
    folder: options.soundsFolder,
    tools: await findSoundTools(process.env['PATH'] ?? ''),
    makersMax: 2,
  });
  say('Sounds: those that are missing are made, about a minute the first time');
  const wanted = [...standingSounds(voiceCatalogue), ...nameSounds(namesOfTowns)];
  await prompts.make(wanted.filter(({ language }) => language === 'it'));
  const towns = new Map<number, CalledTown>();
  const alarms: string[] = [];
  const server = fastAgiServer({
    lineAt: (number) => lineDirectory(database).lineAt(number),
    conversationFor: (call) => {
      const town = towns.get(call.tenantId);
      if (town === undefined) throw new Error('a call to a town that is not there');
      return town.conversationFor(call);
    },
    soundsOf: async (turn, tenantId) =>
      piecesOf(turn).flatMap((one) => {
        const file = prompts.soundFileOf(one, turn.language, turn.isSlow);
        if (file === undefined) return [];
        return `${options.fileSeenBy(file)}${towns.get(tenantId)?.isLost(one.text) === true ? '-lost' : ''}`;
      }),
    silenceOf: (seconds) => {
      const file = prompts.silenceFileOf(seconds);
      return file === undefined ? undefined : options.fileSeenBy(file);
    },
    log: {
      info: () => undefined,
      alarm: (event, fields) => {
        const town = towns.get(fields?.tenantId ?? 0);
        if (event === 'sounds-missing' && town?.isLosing() === true)
          town.soundsMissing += fields?.count ?? 0;
        else alarms.push(`${event} ${JSON.stringify(fields)}`);
      },
    },
  });
  const soundless = (turn: Turn): readonly string[] =>
    piecesOf(turn)
      .filter((one) => prompts.soundFileOf(one, turn.language, turn.isSlow) === undefined)
      .map(({ text }) => text);
  const agiPort = await server.listen({ port: 0, bind: '127.0.0.1' });
  const late = await openLateLine(agiPort, lateMs);

  const runOne = async (scenario: PhoneScenario, town: CalledTown, sipPort: number) => {
    const usual = {
      from: [town.mother.replace('+39', '')],
      to: town.calledNumber.replace('+39', ''),
    };
    await scenario.run(town, {
      database,
      dial: async (callers) => {
        const wrong = await dial({ ...usual, end: 'caller', ...callers }, sipPort);
        if (wrong !== undefined) throw new Error(wrong);
        // The caller has hung up; the house still hears of it.
        for (let tries = 0; tries < 100 && town.callsOn() > 0; tries += 1)
          await new Promise((resolve) => setTimeout(resolve, 50));
      },
    });
    if (town.faults.length > 0) throw new Error(town.faults.join('; '));
  };

  /** Whether all was well. */
  const runAndTell = async (scenario: PhoneScenario, index: number, sipPort: number) => {
    const startedAtMs = performance.now();
    const town = await calledTown(database, index, scenario.at, soundless);
    towns.set(town.town.tenantId, town);
    const fault: unknown = await runOne(scenario, town, sipPort).then(
      () => undefined,
      (reason: unknown) => reason ?? 'unknown',
    );
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(0);
    say(`${fault === undefined ? 'ok' : 'NOT OK'}  ${scenario.name} (${seconds} s)`);
    if (fault === undefined) return true;
    say(fault instanceof Error ? fault.message : faultName(fault));
    for (const said of town.calls) say(said.map((turn) => `   | ${turn}`).join('\n'));
    return false;
  };
  /** Keys are pressed at fixed times: what a slow moment spoiled is dialled once more in another town, and both are told. */
  const runTwice = async (scenario: PhoneScenario, index: number, sipPort: number) =>
    (await runAndTell(scenario, index, sipPort)) ||
    (await runAndTell(scenario, index + scenarios.length, sipPort));

  return {
    agiPort,
    lateAgiPort: late.port,
    runAll: async (sipPort, words) => {
      const waiting = scenarios
        .map((scenario, index) => ({ scenario, index: firstTown + index }))
        .filter(
          ({ scenario: { name } }) =>
            words.length === 0 || words.some((word) => name.includes(word)),
        );
      const count = waiting.length;
      let passed = 0;
      const dialler = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
          if (await runTwice(next.scenario, next.index, sipPort)) passed += 1;
      };
      await Promise.all(Array.from({ length: atOnce }, dialler));
      for (const alarm of alarms) say(`ALARM ${alarm}`);
      say(`\nTelephone: ${passed} passed, ${count - passed} failed`);
      return passed === count && count > 0 && alarms.length === 0 ? 0 : 1;
    },
    close: async () => {
      await server.stop();
      late.close();
      await database.close();
    },
  };
}

const piecesOf = ({ say, language }: Turn): readonly Fragment[] =>
  say.flatMap((sentence) => fragmentsOf(sentence, language));

/** Longer than any network that a telephone system should be reached by. */
const lateMs = 400;

/** Scenarios that are played at the same time, each with a town and a number of its own. */
const atOnce = 3;
/** Two digits, as a line's number ends. */
const firstTown = 11;

/** Names in the registers of the towns that the scenarios call. */
const namesOfTowns = [
  'Bimbo101',
  'Bimbo102',
  '1A',
  '2B',
  'Seggio elettorale',
  ...[...scenarios, ...scenarios].map((_, index) => `Comune di Borgo ${firstTown + index}`),
];

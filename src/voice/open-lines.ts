// Opens whatever carries calls and SMS of families: sounds, Asterisk's server, calls as web requests, the SMS line.
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import type { OpenedSms } from '#notifications/open-sms.ts';
import { openSms } from '#notifications/open-sms.ts';
import type { Config } from '#platform/config.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { HttpApp } from '#platform/http-server.ts';
import type { Log } from '#platform/log.ts';
import type { Job } from '#platform/scheduler.ts';
import type { LineDirectory } from '#tenancy/phone-lines.ts';
import { conversationOf } from '#voice/conversation.ts';
import type { ConversationMeans } from '#voice/conversation.ts';
import type { FastAgiServer } from '#voice/fast-agi.ts';
import { fastAgiServer } from '#voice/fast-agi.ts';
import { promptMaker } from '#voice/make-prompts.ts';
import { findSoundTools } from '#voice/make-sound.ts';
import type { Prompts } from '#voice/prompts.ts';
import { openPrompts } from '#voice/prompts.ts';
import { smsReceiver } from '#voice/receive-sms.ts';
import { incomingSmsRoutes } from '#voice/sms-routes.ts';
import { storedCalls } from '#voice/stored-calls.ts';
import type { StoredCalls } from '#voice/stored-calls.ts';
import { silenceName, turnSounds } from '#voice/turn-sounds.ts';

export interface LinesMeans extends ConversationMeans {
  readonly config: Config;
  readonly masterKey: MasterKey;
  readonly lines: LineDirectory;
  readonly log: Log;
  /** In the demo the browser speaks. */
  readonly isDemo: boolean;
}

export interface Lines {
  /** The sounds of calls. */
  readonly prompts: Prompts;
  /** Where Asterisk brings calls; undefined: it does not. */
  readonly asterisk: FastAgiServer | undefined;
  /** Calls that come as web requests, a provider's or the demo's. */
  readonly calls: StoredCalls;
  readonly sms: OpenedSms | undefined;
  readonly jobs: readonly Job[];
  /** Adds the addresses at which providers hand SMS over, and closes the SMS line with the server. */
  bind(http: HttpApp): Promise<void>;
}

/** Nothing listens yet, and no line is open. */
export async function openLines(means: LinesMeans): Promise<Lines> {
  const { config } = means;
  const tools = await findSoundTools(process.env['PATH'] ?? '');
  const prompts = await openPrompts({ folder: config.soundsFolder, tools });
  const sms = config.sms === undefined ? undefined : openSms(config.sms, means, smsReceiver(means));
  // Without sox there is nothing to make sounds with.
  const makesSounds = !means.isDemo && tools.sox !== undefined;
  return {
    prompts,
    asterisk: config.voiceAgi === undefined ? undefined : asteriskServer(means, prompts),
    calls: storedCalls({
      ...means,
      converse: (call, kept) => conversationOf(means, call, kept),
    }),
    sms,
    jobs: [...(sms?.jobs ?? []), ...(makesSounds ? [soundsJob(means, prompts)] : [])],
    bind: async (http) => {
      await sms?.bind(http);
      if (config.incomingSms !== undefined)
        await incomingSmsRoutes(http, means, config.incomingSms);
    },
  };
}

function asteriskServer(means: LinesMeans, prompts: Prompts): FastAgiServer {
  return fastAgiServer({
    conversationFor: (call) => conversationOf(means, call),
    lineAt: async (number) => {
      const line = await means.lines.lineAt(number);
      return line?.kind === 'voice' ? line : undefined;
    },
    soundsOf: async (turn) => turnSounds(prompts, turn),
    silenceOf: (seconds) => silenceName(prompts, seconds),
    log: means.log,
  });
}

/** What came into the registers a minute ago is spoken from now on. */
function soundsJob(means: LinesMeans, prompts: Prompts): Job {
  const run = promptMaker({ ...means, prompts, loadCalendar: loadTenantCalendar });
  return { name: 'make-sounds', everySeconds: 5, run };
}

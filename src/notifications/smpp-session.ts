// One bound connection to an SMPP message centre: asks with a deadline, keeps a window, answers what comes in.
import type { Pdu, Session } from 'smpp';
import { connect } from 'smpp';
import type { SmppInbox } from '#notifications/smpp-inbox.ts';

export interface SmppOptions {
  /** smpp://system_id:password@host:2775, or ssmpp:// under TLS. */
  readonly url: string;
  /** For the connection and for the answer to our bind. */
  readonly connectSecondsMax?: number;
  /** How long a submitted message may be without an answer. */
  readonly silenceSecondsMax?: number;
  readonly enquireEverySeconds?: number;
  /** Submitted and not answered at the same time. */
  readonly windowMax?: number;
  /** In milliseconds from any moment on; never set back. */
  readonly nowMs?: () => number;
}

export type SubmitAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly messageId: string }
  /** Handed over, and then nothing. */
  | { readonly kind: 'silent' }
  /** The connection was gone before it was handed over. */
  | { readonly kind: 'not-sent' };

export interface SmppSession {
  readonly isOpen: () => boolean;
  submit(fields: Readonly<Record<string, unknown>>): Promise<SubmitAnswer>;
  /** What is being taken in is taken in first: whoever closes the database next must not be in its way. */
  close(): Promise<void>;
}

export type OpenAnswer =
  | { readonly ok: true; readonly session: SmppSession }
  /** Undefined: nobody listens, or nobody answers. */
  | { readonly ok: false; readonly status: number | undefined };

export async function openSmppSession(
  options: SmppOptions,
  inbox: SmppInbox,
  faulted: (fault: unknown) => void,
): Promise<OpenAnswer> {
  const url = new URL(options.url);
  const tls = url.protocol === 'ssmpp:';
  const session = connect({
    host: url.hostname,
    port: Number(url.port === '' ? (tls ? 3550 : 2775) : url.port),
    tls,
    // Small packets, each waited for.
    noDelay: true,
    ...(tls ? { servername: url.hostname } : {}),
  });
  const life = lifeOf(session);
  const nowMs = options.nowMs ?? (() => performance.now());
  const underWay = new Set<Promise<void>>();
  session.on('deliver_sm', (pdu: Pdu) => {
    const answering = answerDelivery(session, life, pdu, inbox, nowMs)
      .catch(faulted)
      .finally(() => underWay.delete(answering));
    underWay.add(answering);
  });
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
  // What is no command of SMPP, and a way of delivering that nobody agreed on.
  for (const command of ['unknown', 'data_sm'])
    session.on(command, (pdu: Pdu) => {
      if (!pdu.isResponse()) session.send(pdu.response({ command_status: unknownCommand }));
    });
  session.on('unbind', (pdu: Pdu) => {
    life.retire();
    // What is being taken in is answered first: what has no answer is delivered again.
    void allOf(underWay).then(() => {
      session.send(pdu.response());
      session.close();
      return life.until(life.ended, goodbyeMs).then(life.end);
    });
  });
  const connectMs = (options.connectSecondsMax ?? 10) * 1000;
  const connected = Promise.withResolvers<'connected'>();
  session.on(tls ? 'secureConnect' : 'connect', () => connected.resolve('connected'));
  if ((await life.until(connected.promise, connectMs)) === undefined)
    return { ok: false, status: undefined };
  const bound = await life.ask(
    (answered) =>
      session.bind_transceiver(
        {
          system_id: decodeURIComponent(url.username),
          password: decodeURIComponent(url.password),
          interface_version: 0x34,
        },
        answered,
      ),
    connectMs,
  );
  if (bound.kind !== 'answered' || bound.status !== 0) {
    life.end();
    return { ok: false, status: bound.kind === 'answered' ? bound.status : undefined };
  }
  return { ok: true, session: boundSession(session, life, underWay, options) };
}

function boundSession(
  session: Session,
  life: Life,
  underWay: ReadonlySet<Promise<void>>,
  options: SmppOptions,
): SmppSession {
  const silenceMs = (options.silenceSecondsMax ?? 30) * 1000;
  const window = windowOf(options.windowMax ?? 10);
  const enquiring = setInterval(
    () => {
      // A line that looks open and answers nobody is closed, so that the next message opens another.
      const enquired = life.ask((answered) => session.enquire_link({}, answered), silenceMs);
      void enquired.then((answer) => (answer.kind === 'answered' ? undefined : life.end()));
    },
    (options.enquireEverySeconds ?? 30) * 1000,
  );
  enquiring.unref();
  life.onEnd(() => clearInterval(enquiring));
  return {
    isOpen: life.isOpen,
    submit: (fields) =>
      window(() => life.ask((answered) => session.submit_sm({ ...fields }, answered), silenceMs)),
    close: async () => {
      await allOf(underWay);
      await life.ask((answered) => session.unbind({}, answered), goodbyeMs);
      life.end();
    },
  };
}

/** ESME_RINVCMDID, ESME_RX_T_APPN and ESME_RX_R_APPN. */
const [unknownCommand, tryAgainLater, refusedForGood] = [0x03, 0x64, 0x66];
/** How long an answer to a goodbye is waited for. */
const goodbyeMs = 2000;
/** A centre that has waited longer for our answer may have given it up, and delivers again. */
const answeredInTimeMs = 5000;

/** When a listener throws, the message centre is told to try again later. */
async function answerDelivery(
  session: Session,
  life: Life,
  pdu: Pdu,
  inbox: SmppInbox,
  nowMs: () => number,
): Promise<void> {
  const begunAtMs = nowMs();
  const taken = await inbox.take(pdu).catch((fault: unknown) => {
    session.send(pdu.response({ command_status: tryAgainLater }));
    throw fault;
  });
  if (taken.kind === 'not-read')
    return void session.send(pdu.response({ command_status: refusedForGood }));
  session.send(pdu.response());
  if (taken.sms === undefined || nowMs() - begunAtMs > answeredInTimeMs) return;
  // It reads in order: what answers this has read what went before it.
  const proof = await life.ask((answered) => session.enquire_link({}, answered), answeredInTimeMs);
  if (proof.kind === 'answered') await inbox.acknowledge(taken.sms);
}

async function allOf(underWay: ReadonlySet<Promise<void>>): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay);
}

interface Life {
  readonly isOpen: () => boolean;
  readonly end: () => void;
  /** Nothing more is asked; what was asked may still be answered. */
  readonly retire: () => void;
  readonly ended: Promise<undefined>;
  readonly onEnd: (listener: () => void) => void;
  /** Undefined when the connection ends or the time is over before. */
  readonly until: <T>(awaited: Promise<T>, ms: number) => Promise<T | undefined>;
  readonly ask: (
    send: (answered: (pdu: Pdu) => void) => boolean,
    ms: number,
  ) => Promise<SubmitAnswer>;
}

/** The library forgets who waits when a connection ends: whoever waits is told here. */
function lifeOf(session: Session): Life {
  let isOpen = true;
  const ended = Promise.withResolvers<undefined>();
  const retire = (): void => void (isOpen = false);
  const end = (): void => {
    retire();
    ended.resolve(undefined);
    session.destroy();
  };
  session.on('close', end);
  session.on('error', end);
  const until = async <T>(awaited: Promise<T>, ms: number): Promise<T | undefined> => {
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), ms);
    try {
      return await Promise.race([awaited, ended.promise, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    isOpen: () => isOpen,
    end,
    retire,
    ended: ended.promise,
    onEnd: (listener) => void ended.promise.then(listener),
    until,
    ask: async (send, ms) => {
      const answer = Promise.withResolvers<Pdu>();
      if (!isOpen || !send(answer.resolve)) return { kind: 'not-sent' };
      const pdu = await until(answer.promise, ms);
      return pdu === undefined
        ? { kind: 'silent' }
        : { kind: 'answered', status: pdu.command_status, messageId: pdu.message_id ?? '' };
    },
  };
}

/** At most so many at once; the others wait in the order in which they came. */
function windowOf(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let underWay = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (underWay >= most) {
      const turn = Promise.withResolvers<void>();
      waiting.push(turn.resolve);
      await turn.promise;
    }
    underWay += 1;
    try {
      return await work();
    } finally {
      underWay -= 1;
      waiting.shift()?.();
    }
  };
}

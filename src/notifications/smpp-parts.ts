// Puts a long SMS that came in by parts together again; a part that never comes leaves a gap that can be seen.
import type { Pdu } from 'smpp';

/** Which part of which message. */
export interface PartPlace {
  readonly reference: string;
  readonly parts: number;
  /** From 1. */
  readonly part: number;
}

/**
 * 3GPP TS 23.040 section 9.2.3.24: element 0 with a reference of 8 bits, 8 with one of 16; or SMPP 3.4 section 5.3.2.22
 * (sar_…). Undefined: a message in one part, or a header that makes no sense.
 */
export function partPlaceOf(pdu: Pdu): PartPlace | undefined {
  const place = placeInHeader(pdu.short_message?.udh) ?? placeInFields(pdu);
  if (place === undefined || place.parts < 2) return undefined;
  return place.part >= 1 && place.part <= place.parts ? place : undefined;
}

function placeInHeader(udh: unknown): PartPlace | undefined {
  if (!Array.isArray(udh)) return undefined;
  for (const element of udh) {
    if (!(element instanceof Uint8Array)) continue;
    const [id, length, ...rest] = element;
    const isShort = id === 0 && length === 3;
    if (!isShort && !(id === 8 && length === 4)) continue;
    const [parts = 0, part = 0] = rest.slice(isShort ? 1 : 2);
    return { reference: `${id} ${rest.slice(0, isShort ? 1 : 2).join(' ')}`, parts, part };
  }
  return undefined;
}

function placeInFields(pdu: Pdu): PartPlace | undefined {
  const { sar_msg_ref_num: number, sar_total_segments: parts, sar_segment_seqnum: part } = pdu;
  if (number === undefined || parts === undefined || part === undefined) return undefined;
  return { reference: `sar ${number}`, parts, part };
}

export interface SentPart extends PartPlace {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export interface GatheredSms {
  readonly from: string;
  readonly to: string;
  /** With `missingPart` where one lacks. */
  readonly text: string;
  /** To be called when somebody has taken it: until then it is kept. */
  done(): void;
}

export interface PartGatherer {
  /** The whole message; undefined while parts are missing, or when it has been whole before. */
  take(part: SentPart): GatheredSms | undefined;
  /** Messages whose parts have been waited for long enough. */
  overdue(): readonly GatheredSms[];
}

/** No command holds it: what lacks a part is not understood, never half understood. */
export const missingPart = '…';

/** A phone sends its parts within seconds; message centres try again for some minutes. */
export const partsWaitMs = 5 * 60_000;
/** A part that comes again after its message was whole belongs to it. */
const rememberedMs = 10 * 60_000;
/** Whoever sends first parts only does not fill our memory. */
const gatheringsMax = 500;

export function partGatherer(nowMs: () => number): PartGatherer {
  const gatherings = new Map<
    string,
    { texts: Map<number, string>; at: SentPart; sinceMs: number }
  >();
  const finished = new Map<string, number>();

  const gathered = (key: string): GatheredSms | undefined => {
    const gathering = gatherings.get(key);
    if (gathering === undefined) return undefined;
    const { from, to, parts } = gathering.at;
    const text = Array.from(
      { length: parts },
      (_, index) => gathering.texts.get(index + 1) ?? missingPart,
    ).join('');
    const done = (): void => {
      gatherings.delete(key);
      finished.set(key, nowMs());
    };
    return { from, to, text, done };
  };
  const forget = (): void => {
    for (const [key, atMs] of finished) if (nowMs() - atMs > rememberedMs) finished.delete(key);
    for (const key of gatherings.keys()) {
      if (gatherings.size <= gatheringsMax) return;
      gatherings.delete(key);
    }
  };

  return {
    take: (part) => {
      const key = [part.from, part.to, part.reference, part.parts].join('\n');
      forget();
      if (finished.has(key)) return undefined;
      const gathering = gatherings.get(key) ?? { texts: new Map(), at: part, sinceMs: nowMs() };
      gatherings.set(key, gathering);
      gathering.texts.set(part.part, part.text);
      return gathering.texts.size === part.parts ? gathered(key) : undefined;
    },
    overdue: () =>
      [...gatherings].flatMap(([key, { sinceMs }]) => {
        const sms = nowMs() - sinceMs > partsWaitMs ? gathered(key) : undefined;
        return sms === undefined ? [] : [sms];
      }),
  };
}

// The words of receipts: the text that is signed, byte for byte, and the line by which a head is published. Version 1 never changes.
import type { Day } from '#ground/day.ts';
import { parseDay } from '#ground/day.ts';
import { isoInstant } from '#ground/instant.ts';
import type { Instant } from '#ground/instant.ts';

export const receiptVersion = 1;

/** A line of what a receipt says: a key of lower-case letters and hyphens, and any text. */
export type ReceiptLine = readonly [key: string, value: string];

export interface ReceiptText {
  /** The slug of the authority. */
  readonly tenant: string;
  readonly code: string;
  /** The change that is proved. */
  readonly subjectId: string;
  readonly issuedAt: Instant;
  /** In the order that the caller chose; the order is signed too. */
  readonly content: readonly ReceiptLine[];
}

/**
 * The canonical text, version 1: four lines of head, then the content, one `key: value` a line, each line ended by
 * a line feed. Values are NFC; backslashes, control characters, line separators and lone surrogates are escaped,
 * so that two different contents never have the same bytes in UTF-8. Throws RangeError for a key that is none.
 */
export function canonicalText(receipt: ReceiptText): string {
  const lines: readonly ReceiptLine[] = [
    ['tenant', receipt.tenant],
    ['code', receipt.code],
    ['subject', receipt.subjectId],
    ['issued', isoInstant(receipt.issuedAt)],
    ...receipt.content,
  ];
  return `${firstLine}\n${lines.map(([key, value]) => `${requireKey(key)}: ${escaped(value)}\n`).join('')}`;
}

/** The lines of a canonical text, head included, or undefined when it is not one of version 1. */
export function linesOf(text: string): readonly ReceiptLine[] | undefined {
  const [first, ...rest] = text.split('\n');
  if (first !== firstLine || rest.pop() !== '') return undefined;
  const lines = rest.map((line) => /^([a-z][a-z-]*): (.*)$/u.exec(line));
  return lines.every((line) => line !== null)
    ? lines.map(([, key = '', value = '']) => [key, unescaped(value)] as const)
    : undefined;
}

/**
 * What the key of the authority signs: which code of which authority has this leaf, and after which sealed head.
 * None of the values can hold a line feed. Leaf and prior head in lower-case hexadecimal.
 */
export function signedMessage(receipt: {
  readonly tenant: string;
  readonly code: string;
  readonly leafHex: string;
  readonly priorHeadHex: string;
}): string {
  const { tenant, code, leafHex, priorHeadHex } = receipt;
  return `refettorio-receipt-signature 1\n${tenant}\n${code}\n${leafHex}\n${priorHeadHex}\n`;
}

/** A head of the chain as it is sent outside of the database once a day. */
export interface PublishedHead {
  readonly tenant: string;
  readonly day: Day;
  readonly position: number;
  readonly headHex: string;
  readonly keyId: string;
  /** Base64, 32 bytes: outside, so that a chain signed anew with another key is noticed. */
  readonly publicKey: string;
  /** Base64; by that key over `headMessage`. */
  readonly signature: string;
}

/** What is signed of a published head, and the line up to its signature. */
export function headMessage(head: Omit<PublishedHead, 'signature'>): string {
  const { tenant, day, position, headHex, keyId, publicKey } = head;
  return `refettorio-head 1 ${tenant} ${day} ${position} ${headHex} ${keyId} ${publicKey}`;
}

/** The published heads found in a file or in mails, wherever their lines were broken or quoted; other text is passed over. */
export function readPublishedHeads(text: string): readonly PublishedHead[] {
  const pattern =
    /refettorio-head[\s>]+1[\s>]+([a-z0-9-]+)[\s>]+(\d{4}-\d\d-\d\d)[\s>]+(\d{1,15})[\s>]+([0-9a-f]{64})[\s>]+([0-9a-f]{12})[\s>]+([A-Za-z0-9+/]{43}=)[\s>]+([A-Za-z0-9+/]{86}==)/g;
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [, tenant = '', on = '', position, headHex = '', keyId = ''] = match;
    const day = parseDay(on);
    if (day === undefined) return [];
    const [, , , , , , publicKey = '', signature = ''] = match;
    return [{ tenant, day, position: Number(position), headHex, keyId, publicKey, signature }];
  });
}

const firstLine = 'refettorio-receipt 1';

function requireKey(key: string): string {
  if (!/^[a-z][a-z-]*$/.test(key)) throw new RangeError(`not a key of a receipt: ${key}`);
  return key;
}

function escaped(value: string): string {
  return value
    .normalize('NFC')
    .replaceAll(/[\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) =>
      character === '\\' ? '\\\\' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}

function unescaped(value: string): string {
  return value.replaceAll(/\\(?:\\|u\{([0-9a-f]+)\})/g, (_, hex: string | undefined) =>
    hex === undefined ? '\\' : String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}

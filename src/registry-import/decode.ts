// Bytes of a file into text, whichever way Excel, LibreOffice or another program saved it.
import { accept, refuse } from '#ground/refusal.ts';
import type { Outcome } from '#ground/refusal.ts';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';
export type DecodeRefusal = 'file-spreadsheet' | 'file-not-text' | 'file-too-large';

export interface DecodedText {
  /** Without byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
}

/** A file of 100 000 pupils has about 10 MB. */
export const fileBytesMax = 64_000_000;

/**
 * UTF-8 (with or without mark), UTF-16 with mark, and otherwise Windows-1252, in which every sequence of bytes
 * is some text: an Italian Excel saves "CSV (delimitato dal separatore di elenco)" in it.
 */
export function decodeText(bytes: Uint8Array): Outcome<DecodedText, DecodeRefusal> {
  if (bytes.length > fileBytesMax)
    return refuse('file-too-large', { megabytes: fileBytesMax / 1e6 });
  if (isSpreadsheet(bytes)) return refuse('file-spreadsheet');
  const decoded = inItsEncoding(bytes);
  return decoded.text.includes('\0') ? refuse('file-not-text') : accept(decoded);
}

function inItsEncoding(bytes: Uint8Array): DecodedText {
  const marked = markedEncoding(bytes);
  const text = marked === undefined ? utf8Of(bytes) : new TextDecoder(marked).decode(bytes);
  if (text !== undefined) return { text, encoding: marked ?? 'utf-8' };
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
}

function markedEncoding(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The decoder has no other way to answer the question.
    return undefined;
  }
}

/** The first bytes of .xlsx and .ods (a zip), of the old .xls (OLE), and of a PDF. */
function isSpreadsheet(bytes: Uint8Array): boolean {
  const starts = [
    [0x50, 0x4b, 0x03, 0x04],
    [0xd0, 0xcf, 0x11, 0xe0],
    [0x25, 0x50, 0x44, 0x46],
  ];
  return starts.some((start) => start.every((byte, index) => bytes[index] === byte));
}

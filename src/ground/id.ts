// Identifiers of entities: UUIDs, branded by what they name, made by the application in the order of time.
import type { Brand } from '#ground/brand.ts';
import type { Instant } from '#ground/instant.ts';

/** A lower-case UUID that names one kind of thing: `type PupilId = Id<'Pupil'>`. */
export type Id<Name extends string> = string & Brand<Name>;

/** The identifier written in the text (capitals allowed), or undefined when it is not a UUID. */
export function parseId<Name extends string>(text: string): Id<Name> | undefined {
  const isUuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
  return isUuid ? (text.toLowerCase() as Id<Name>) : undefined;
}

/** As `parseId`, for text that we wrote ourselves. Throws RangeError. */
export function asId<Name extends string>(text: string): Id<Name> {
  const id = parseId<Name>(text);
  if (id === undefined) throw new RangeError(`not an identifier: ${text}`);
  return id;
}

/**
 * A version 7 UUID (RFC 9562 section 5.7): 48 bits of milliseconds, then 74 bits of the ten random bytes.
 * Chance is handed in, because ground has none. Throws RangeError before 1970 or with another number of bytes.
 */
export function uuidV7(at: Instant, randomBytes: Uint8Array): string {
  if (randomBytes.length !== 10 || at < 0) {
    throw new RangeError('a version 7 UUID needs ten random bytes and an instant after 1970');
  }
  const random = Array.from(randomBytes, (byte, index) => {
    if (index === 0) return 0x70 | (byte & 0x0f);
    return index === 2 ? 0x80 | (byte & 0x3f) : byte;
  });
  const hex =
    at.toString(16).padStart(12, '0') +
    random.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [8, 12, 16, 20, 32]
    .map((end, index) => hex.slice([0, 8, 12, 16, 20][index], end))
    .join('-');
}

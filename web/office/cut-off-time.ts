// An hour as people type it.

/** '10:15' of "10:15", "10.15" or "9:05"; undefined of anything else. */
export function timeOf(text: string): string | undefined {
  const found = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(text.trim());
  return found === null ? undefined : `${found[1]?.padStart(2, '0')}:${found[2]}`;
}

// A time of the day as it is spoken: hour and minutes are pieces of their own, so that few sounds say them all.
import type { Language } from '#ground/sentence.ts';

/** 'HH:MM': "9", "e 30" in Italian; "9", "30", "a.m." in English. */
export function timeInPieces(time: string, language: Language): readonly string[] {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return language === 'it' ? italianPieces(hour, minute) : englishPieces(hour, minute);
}

function italianPieces(hour: number, minute: number): readonly string[] {
  return [String(hour), ...(minute === 0 ? [] : [`e ${minute}`])];
}

function englishPieces(hour: number, minute: number): readonly string[] {
  const minutes = minute === 0 ? [] : [minute < 10 ? `oh ${minute}` : String(minute)];
  return [String(hour % 12 === 0 ? 12 : hour % 12), ...minutes, hour < 12 ? 'a.m.' : 'p.m.'];
}

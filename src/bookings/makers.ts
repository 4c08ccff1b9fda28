// Who made a change, as families read it: a guardian by name, who used a phone code as the family, staff by their office.
import english from '#bookings/texts/en.json' with { type: 'json' };
import italian from '#bookings/texts/it.json' with { type: 'json' };
import type { Channel } from '#ground/actor.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';

export function makerInWords(
  maker: { readonly by: string | null; readonly channel: Channel },
  language: Language,
): string {
  if (maker.by !== null) return maker.by;
  const texts = language === 'it' ? italian : english;
  return say(texts, keyOf(maker.channel), {}, language);
}

function keyOf(channel: Channel): 'by.phone-code' | 'by.school' | 'by.office' {
  if (channel === 'voice' || channel === 'sms') return 'by.phone-code';
  return channel === 'school' ? 'by.school' : 'by.office';
}

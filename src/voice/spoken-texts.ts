// A sentence as texts for a voice that is not ours: in one piece, or piece by piece with a breath between them.
import type { Language } from '#ground/sentence.ts';
import { fragmentsOf, textOf } from '#voice/fragments.ts';
import type { Fragment } from '#voice/fragments.ts';
import type { Sentence } from '#voice/model.ts';

export function spokenTexts(
  sentence: Sentence,
  language: Language,
  isSlow: boolean,
): readonly string[] {
  return isSlow ? breaths(fragmentsOf(sentence, language)) : [textOf(sentence, language)];
}

/** What belongs together is said together: a whole day, a whole time; a code in its groups of three. */
function breaths(fragments: readonly Fragment[]): readonly string[] {
  const said: string[] = [];
  let previous: Fragment | undefined;
  for (const fragment of fragments) {
    const goesOn =
      previous !== undefined &&
      previous.kind === fragment.kind &&
      fragment.kind !== 'words' &&
      !previous.text.endsWith(',');
    const before = goesOn ? said.pop() : undefined;
    said.push(before === undefined ? fragment.text : `${before} ${fragment.text}`);
    previous = fragment;
  }
  return said.map((text) => text.replace(/,$/, ''));
}

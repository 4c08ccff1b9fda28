// What is to be said under a day's state: why, the diet, who asked, until when; on Oggi and in a day's dialog alike.
import type { JSX } from 'preact';
import type { DayView } from '#bookings/api.ts';
import type { Instant } from '#ground/instant.ts';
import { reasonsOf, timeSentence } from './day-words.ts';
import { usePortalTexts } from './texts.ts';

export function DaySentences(props: {
  readonly view: DayView;
  readonly now: Instant;
  /** Said elsewhere already. */
  readonly withoutMaker?: boolean;
}): JSX.Element {
  const spoken = usePortalTexts();
  const { view, now } = props;
  const time = timeSentence(view, now, spoken);
  return (
    <>
      {reasonsOf(view, spoken).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {view.dietLabel && <p>{spoken.say('day.diet', { label: view.dietLabel })}</p>}
      {view.changedBy && props.withoutMaker !== true && (
        <p class="soft">{spoken.say('day.changed-by', { name: view.changedBy })}</p>
      )}
      {time !== undefined && <p>{time}</p>}
    </>
  );
}

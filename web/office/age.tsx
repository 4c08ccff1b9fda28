// How old the numbers on the screen are, or since when there is no line: never a number without its age.
import type { JSX } from 'preact';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { Alert } from '../kit/alert.tsx';
import type { Failure } from '../kit/api.ts';
import { momentInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { useOfficeTexts } from './texts.ts';

const oldAfterMs = 60_000;

export function Age(props: {
  readonly confirmedAt: Instant;
  readonly failure: Failure | undefined;
  readonly now: Instant;
  readonly today: Day;
}): JSX.Element {
  const { say, language } = useOfficeTexts();
  const { confirmedAt, failure, now, today } = props;
  const ageMs = Math.max(0, now - confirmedAt);
  const age =
    ageMs < oldAfterMs
      ? say('kitchen.fresh', { seconds: Math.floor(ageMs / 1000) })
      : say('kitchen.old', { minutes: Math.floor(ageMs / oldAfterMs) });
  if (failure === undefined) {
    return (
      <p class="age">
        <Icon name="clock" /> {age}
      </p>
    );
  }
  return (
    <>
      <Alert tone="problem" icon="offline">
        <p>
          {failure.kind === 'refused'
            ? failure.sentence
            : say('kitchen.offline', { when: momentInWords(confirmedAt, language, today) })}
        </p>
      </Alert>
      <p class="age old">
        <Icon name="clock" /> {age}
      </p>
    </>
  );
}

// How old the numbers on a screen are, and that there is no network: never a number without its age.
import type { JSX } from 'preact';
import { Alert } from '../kit/alert.tsx';
import { dayInRome, momentInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import type { Remote } from '../kit/remote.ts';
import { useServerNow } from '../kit/server-clock.ts';
import { useOfficeTexts } from './texts.ts';

const redrawMs = 1000;
const oldAfterMs = 60_000;

export function NumberAge({ remote }: { readonly remote: Remote<unknown> }): JSX.Element | null {
  const { say, language } = useOfficeTexts();
  const now = useServerNow(redrawMs);
  const { confirmedAt, failure } = remote;
  if (confirmedAt === undefined) return null;
  if (failure !== undefined) {
    const when = momentInWords(confirmedAt, language, dayInRome(now));
    return (
      <Alert tone="problem" icon="offline">
        <p>{failure.kind === 'refused' ? failure.sentence : say('kitchen.offline', { when })}</p>
      </Alert>
    );
  }
  const ageMs = Math.max(0, now - confirmedAt);
  return (
    <p class="age">
      <Icon name="clock" />{' '}
      {ageMs < oldAfterMs
        ? say('kitchen.fresh', { seconds: Math.floor(ageMs / 1000) })
        : say('kitchen.old', { minutes: Math.floor(ageMs / oldAfterMs) })}
    </p>
  );
}

// "Disdetta prolungata da …": since when, until when, who asked, and the way back in two taps (RULES B1).
import type { JSX } from 'preact';
import type { SuspensionView } from '#bookings/api.ts';
import type { Day } from '#ground/day.ts';
import { Button } from '../kit/button.tsx';
import { dayInWords } from '../kit/civil-words.ts';
import { Icon } from '../kit/icons.tsx';
import { usePortalTexts } from './texts.ts';

export function SuspensionBanner(props: {
  readonly suspension: NonNullable<SuspensionView>;
  readonly firstName: string;
  /** Named only where the child has several. */
  readonly serviceName?: string | undefined;
  readonly today: Day;
  onResume(): void;
}): JSX.Element {
  const { say, language } = usePortalTexts();
  const { suspension, today, serviceName, firstName } = props;
  return (
    <div class="alert warning suspension">
      <Icon name="pause" />
      <div>
        <p>
          {serviceName !== undefined && <strong>{serviceName}: </strong>}
          <strong>
            {say(suspension.to === null ? 'suspension.open' : 'suspension.dated', {
              from: dayInWords(suspension.from, language, today),
              to: suspension.to === null ? '' : dayInWords(suspension.to, language, today),
            })}
          </strong>
        </p>
        {suspension.by !== null && <p>{say('suspension.by', { name: suspension.by })}</p>}
        <Button
          look="secondary"
          label={say('suspension.resume-of', { name: firstName })}
          onPress={props.onResume}
        >
          {say('suspension.resume')}
        </Button>
      </div>
    </div>
  );
}

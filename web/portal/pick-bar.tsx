// How many days are picked, and what to do with them.
import type { JSX } from 'preact';
import { Button } from '../kit/button.tsx';
import type { PickedDays } from './picked-days.ts';
import { usePortalTexts } from './texts.ts';

export function PickBar(props: {
  readonly picked: PickedDays;
  onPropose(): void;
  onStop(): void;
}): JSX.Element {
  const { say } = usePortalTexts();
  const { days, operation } = props.picked;
  return (
    <div class="card stack">
      <p>
        <strong>{say('attendance.picked', { count: days.size })}</strong>
        {days.size === 0 && <span> {say('attendance.pick-hint')}</span>}
      </p>
      <div class="button-row">
        {days.size > 0 && (
          <Button onPress={props.onPropose}>{say(`change.${operation ?? 'absence'}.days`)}</Button>
        )}
        <Button look="secondary" onPress={props.onStop}>
          {say('attendance.stop-picking')}
        </Button>
      </div>
    </div>
  );
}

// What went well or wrong, in words, said aloud by screen readers when it appears.
import type { ComponentChildren, JSX } from 'preact';
import type { Failure } from './api.ts';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';
import { useSpoken } from './language.tsx';

type Tone = 'problem' | 'warning' | 'success' | 'note';

const icons: Readonly<Record<Tone, IconName>> = {
  problem: 'problem',
  warning: 'problem',
  success: 'done',
  note: 'info',
};

export function Alert(props: {
  readonly tone: Tone;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}): JSX.Element {
  // Good news waits for a pause; a problem interrupts.
  const role = props.tone === 'problem' ? 'alert' : 'status';
  return (
    <div class={`alert ${props.tone}`} role={role}>
      <Icon name={props.icon ?? icons[props.tone]} />
      <div>{props.children}</div>
    </div>
  );
}

/** A failure in words: what happened, whether anything was lost, what to do now. */
export function FailureAlert(props: {
  readonly failure: Failure;
  /** Reading can simply be repeated; a change must say whether it was recorded. */
  readonly of: 'reading' | 'change';
  onRetry?(): void;
}): JSX.Element {
  const { say } = useSpoken();
  const { failure } = props;
  const isOffline = failure.kind === 'offline';
  return (
    <Alert tone={isOffline ? 'warning' : 'problem'} icon={isOffline ? 'offline' : 'problem'}>
      <p>
        {failure.kind === 'refused' ? failure.sentence : say(`kit.${failure.kind}.${props.of}`)}
      </p>
      {props.onRetry !== undefined && failure.kind !== 'refused' && (
        <Button look="secondary" onPress={props.onRetry}>
          {say('kit.retry')}
        </Button>
      )}
    </Alert>
  );
}

/** Says a sentence through the page's live region, for changes that are seen but not focused. */
export function announce(sentence: string): void {
  const region = document.getElementById('announcements');
  if (region === null) return;
  region.textContent = '';
  // Emptied first, so that the same sentence twice is said twice.
  setTimeout(() => {
    region.textContent = sentence;
  }, 50);
}

export function Waiting(): JSX.Element {
  const { say } = useSpoken();
  return (
    <div role="status" class="waiting">
      <span class="only-spoken">{say('kit.loading')}</span>
      <div class="skeleton" />
    </div>
  );
}

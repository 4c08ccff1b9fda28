// A day's state as a word with its icon and colour; any two of the three would be enough.
import type { JSX } from 'preact';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';

export interface StateLook {
  readonly tone: 'eats' | 'away' | 'closed' | 'quiet-day';
  readonly icon: IconName;
  readonly word: string;
}

export function StateBadge(props: {
  readonly look: StateLook;
  readonly strong?: boolean;
}): JSX.Element {
  const { look, strong = false } = props;
  return (
    <span class={`state ${look.tone} ${strong ? 'strong' : ''}`}>
      <Icon name={look.icon} />
      {look.word}
    </span>
  );
}

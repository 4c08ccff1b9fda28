// A long list begins with its first hundred: who wants the rest asks for it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { useCredentialTexts } from './texts.ts';

const shownMax = 100;

export function SomeOf(props: {
  /** One for each line, each with its key. */
  readonly children: readonly JSX.Element[];
}): JSX.Element {
  const { say } = useCredentialTexts();
  const [every, setEvery] = useState(false);
  const all = props.children;
  const shown = every ? all : all.slice(0, shownMax);
  return (
    <>
      <ul class="plain-list credential-list">{shown}</ul>
      {shown.length < all.length && (
        <Button look="secondary" onPress={() => setEvery(true)}>
          {say('show-all', { count: all.length })}
        </Button>
      )}
    </>
  );
}

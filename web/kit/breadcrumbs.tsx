// The path to a page, as the design system of public services has it: home, section, page.
import type { JSX } from 'preact';
import { useSpoken } from './language.tsx';
import { Link } from './router.tsx';

export function Breadcrumbs(props: {
  /** From the home down to the page above this one. */
  readonly above: readonly { readonly to: string; readonly word: string }[];
  readonly here: string;
}): JSX.Element {
  const { say } = useSpoken();
  return (
    <nav class="breadcrumb-container not-printed" aria-label={say('kit.breadcrumbs')}>
      <ol class="breadcrumb" data-element="breadcrumb">
        {[{ to: '/', word: say('kit.home') }, ...props.above].map(({ to, word }) => (
          <li key={to}>
            <Link to={to}>{word}</Link>
          </li>
        ))}
        <li aria-current="page">{props.here}</li>
      </ol>
    </nav>
  );
}

// The one heading of a screen: it names the browser's tab, and takes the focus when the screen changes.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

let isFirstScreen = true;

export function PageTitle(props: {
  /** For the tab, when the heading is not plain text. */
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = props.title;
  }, [props.title]);
  useEffect(() => {
    // At the first screen the reader starts from the top of the page, as on any site.
    if (!isFirstScreen) heading.current?.focus({ preventScroll: true });
    isFirstScreen = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {props.children ?? props.title}
    </h1>
  );
}

// A screen whose code is fetched when it is first opened, and is there at once from then on.
import { createElement } from 'preact';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { FailureAlert, Waiting } from './alert.tsx';

type Screen<Props> = (props: Props) => JSX.Element;
type Load<Props> = () => Promise<Screen<Props>>;

/**
 * One for each way of loading, made outside of any component. What is only a part of a screen says what stands in its
 * place meanwhile.
 */
export function lazyScreen<Props extends object>(
  load: Load<Props>,
  meanwhile: () => JSX.Element = () => <Waiting />,
): Screen<Props> {
  let loaded: Screen<Props> | undefined;
  return function Lazy(props) {
    const [, redraw] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded !== undefined) return;
      load().then(
        (screen) => {
          loaded = screen;
          redraw((count) => count + 1);
        },
        () => setFailed(true),
      );
    }, []);
    if (loaded !== undefined) return createElement(loaded, props);
    if (!failed) return meanwhile();
    // After an update the old file is gone: the page as a whole is asked for again.
    const kind = navigator.onLine ? 'fault' : 'offline';
    return <FailureAlert failure={{ kind }} of="reading" onRetry={() => location.reload()} />;
  };
}

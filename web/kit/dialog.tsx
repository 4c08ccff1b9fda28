// A native dialog: the browser holds the keyboard inside; the focus goes back where it came from.
import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import { useSpoken } from './language.tsx';

export function Dialog(props: {
  readonly title: string;
  /** While something is on its way the dialog stays. */
  readonly busy?: boolean;
  readonly children: ComponentChildren;
  onClose(): void;
}): JSX.Element {
  const { say } = useSpoken();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  useLayoutEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      giveFocusBack(opener);
    };
  }, []);

  // A new title is news: whoever listens hears "Fatto" because the focus goes there. What lies behind
  // the dialog is out of reach, its live region too.
  useLayoutEffect(() => heading.current?.focus(), [props.title]);

  const close = (): void => {
    if (props.busy !== true) props.onClose();
  };
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div class="dialog-inside">
        <div class="dialog-head">
          <h2 id={titleId} ref={heading} tabIndex={-1}>
            {props.title}
          </h2>
          <Button look="quiet" size="square" label={say('kit.close')} onPress={close}>
            <Icon name="close" />
          </Button>
        </div>
        {props.children}
      </div>
    </dialog>
  );
}

/** The opener may be gone because what it offered is done: then the page's heading takes the focus. */
function giveFocusBack(opener: Element | null): void {
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  setTimeout(() => {
    if (document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('main h1')?.focus();
  }, 50);
}

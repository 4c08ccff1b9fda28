// Who is signed in, and what they can do about it.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { useSpoken } from './language.tsx';
import { Link } from './router.tsx';

export type AccountItem =
  | { readonly word: string; readonly to: string }
  | { readonly word: string; onPress(): void };

export function AccountMenu(props: {
  readonly name: string;
  readonly items: readonly AccountItem[];
}): JSX.Element {
  const { say } = useSpoken();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const closeOutside = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true)
        setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [open]);

  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div class="account-menu" ref={root} onKeyDown={closeOnEscape}>
      <button type="button" ref={opener} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="user" />
        <span class="only-spoken">{say('kit.account')}</span>
        {props.name}
        <Icon name="down" />
      </button>
      {open && (
        <ul class="plain-list" onClick={() => setOpen(false)}>
          {props.items.map((item) => (
            <li key={item.word}>
              {'to' in item ? (
                <Link to={item.to}>{item.word}</Link>
              ) : (
                <button type="button" onClick={() => item.onPress()}>
                  {item.word}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

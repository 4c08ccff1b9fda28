// Addresses within a face: forty lines over the browser's history, so that Back is always Back.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { returnToPlace, stateOfNewPlace } from './scroll-place.ts';

export interface Address {
  /** Within the face, always with a leading slash: "/ricevute/12345678". */
  readonly path: string;
  readonly query: URLSearchParams;
}

const base = import.meta.env.BASE_URL.replace(/\/$/, '');
const moved = 'refettorio:moved';
addEventListener('popstate', (event) => returnToPlace(event.state));

export function useAddress(): Address {
  const [address, setAddress] = useState(currentAddress);
  useEffect(() => {
    const read = (): void => setAddress(currentAddress());
    addEventListener('popstate', read);
    addEventListener(moved, read);
    return () => {
      removeEventListener('popstate', read);
      removeEventListener(moved, read);
    };
  }, []);
  return address;
}

export function navigate(path: string, options?: { readonly replace: boolean }): void {
  const href = base + path;
  if (options?.replace === true) {
    history.replaceState(history.state, '', href);
  } else {
    history.pushState(stateOfNewPlace(), '', href);
    scrollTo(0, 0);
  }
  dispatchEvent(new Event(moved));
}

export function Link(props: {
  readonly to: string;
  readonly class?: string;
  /** Where the words alone would be unclear. */
  readonly 'aria-label'?: string;
  readonly 'aria-current'?: 'page' | undefined;
  /** The name by which validators of public services find the link. */
  readonly 'data-element'?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { to, children, ...rest } = props;
  const follow = (event: MouseEvent): void => {
    // Whoever wants a new tab gets one.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a {...rest} href={base + to} onClick={follow}>
      {children}
    </a>
  );
}

/** The part after a prefix: `after('/ricevute/', path)` is the code, or undefined elsewhere. */
export function after(prefix: string, path: string): string | undefined {
  const rest = path.startsWith(prefix) ? path.slice(prefix.length) : '';
  return rest === '' ? undefined : decodeURIComponent(rest);
}

function currentAddress(): Address {
  const path = location.pathname.slice(base.length) || '/';
  return { path, query: new URLSearchParams(location.search) };
}

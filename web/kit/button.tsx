// A button that says what it does, and stays where it is while it works.
import type { ComponentChildren, JSX } from 'preact';

interface ButtonProps {
  readonly look?: 'primary' | 'secondary' | 'quiet';
  readonly size?: 'large' | 'wide' | 'square';
  readonly type?: 'button' | 'submit';
  readonly busy?: boolean;
  readonly pressed?: boolean;
  /** Where the words alone would be unclear: "Torna a mangiare: Anna". */
  readonly label?: string;
  readonly children: ComponentChildren;
  onPress?(): void;
}

export function Button(props: ButtonProps): JSX.Element {
  const { look = 'primary', size, type = 'button', busy = false } = props;
  const press = (event: Event): void => {
    // Not `disabled`: a disabled button loses the focus, and whoever cannot see loses the place.
    if (busy) event.preventDefault();
    else props.onPress?.();
  };
  return (
    <button
      type={type}
      class={`button ${look} ${size ?? ''}`}
      aria-disabled={busy}
      aria-pressed={props.pressed}
      aria-label={props.label}
      onClick={press}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      {props.children}
    </button>
  );
}

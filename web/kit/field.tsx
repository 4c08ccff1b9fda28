// One question with its label, its hint, and what to mend in a sentence.
import type { JSX, TargetedInputEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import { useSpoken } from './language.tsx';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly mistake?: string | undefined;
  readonly value: string;
  readonly name: string;
  readonly type?: 'text' | 'password' | 'date';
  readonly autoComplete?: string;
  /** 'numeric' brings up the digits on a phone. */
  readonly inputMode?: 'numeric' | 'search';
  readonly isOptional?: boolean;
  readonly min?: string;
  readonly max?: string;
  onValue(value: string): void;
}

export function Field(props: FieldProps): JSX.Element {
  const { say } = useSpoken();
  const id = useId();
  const [shown, setShown] = useState(false);
  const isPassword = props.type === 'password';
  const describedBy = [
    ...(props.hint === undefined ? [] : [`${id}-hint`]),
    ...(props.mistake === undefined ? [] : [`${id}-mistake`]),
  ].join(' ');
  const common = {
    id,
    class: 'input',
    name: props.name,
    value: props.value,
    autoComplete: props.autoComplete,
    inputMode: props.inputMode,
    autoCapitalize: 'none' as const,
    spellcheck: false,
    required: props.isOptional !== true,
    'aria-invalid': props.mistake !== undefined,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) =>
      props.onValue(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <div class="with-eye">
        {props.type === 'date' ? (
          <input {...common} type="date" min={props.min} max={props.max} />
        ) : isPassword && !shown ? (
          <input {...common} key="input" type="password" />
        ) : (
          <input {...common} key="input" type="text" />
        )}
        {isPassword && (
          <Button
            look="secondary"
            size="square"
            label={say('kit.show-password')}
            pressed={shown}
            onPress={() => setShown(!shown)}
          >
            <Icon name="eye" />
          </Button>
        )}
      </div>
      {props.mistake !== undefined && (
        <p class="mistake" id={`${id}-mistake`}>
          <Icon name="problem" />
          {props.mistake}
        </p>
      )}
    </div>
  );
}

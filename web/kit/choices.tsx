// One of a few, as radio buttons that look like chips.
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

export function Choices(props: {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly word: string }[];
  readonly chosen: string;
  onChoose(value: string): void;
}): JSX.Element {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend>{props.label}</legend>
      {props.choices.map(({ value, word }) => (
        <label class="choice" key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.chosen}
            onChange={() => props.onChoose(value)}
          />
          <span>{word}</span>
        </label>
      ))}
    </fieldset>
  );
}

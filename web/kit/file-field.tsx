// One file or one photo: two ways to the same answer, the name of what was chosen, and what to mend in a sentence.
import type { JSX } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';

// Asked for like this, phones turn a HEIC into a JPEG by themselves.
const kinds = 'application/pdf,image/jpeg,image/png';

export function FileField(props: {
  readonly label: string;
  readonly hint: string;
  readonly words: { readonly photo: string; readonly file: string; readonly chosen: string };
  readonly mistake: string | undefined;
  readonly file: File | undefined;
  onFile(file: File): void;
}): JSX.Element {
  const id = useId();
  const photo = useRef<HTMLInputElement>(null);
  const any = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement): void => {
    const [file] = input.files ?? [];
    if (file !== undefined) props.onFile(file);
    // The same file chosen again is a choice as well.
    input.value = '';
  };
  return (
    <div class="field" role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-hint`}>
      <p class="file-label" id={`${id}-label`}>
        {props.label}
      </p>
      <p class="hint" id={`${id}-hint`}>
        {props.hint}
      </p>
      <div class="button-row">
        <span class="only-touch">
          <Button look="secondary" onPress={() => photo.current?.click()}>
            {props.words.photo}
          </Button>
        </span>
        <Button look="secondary" onPress={() => any.current?.click()}>
          {props.words.file}
        </Button>
      </div>
      <input
        ref={photo}
        type="file"
        accept="image/jpeg,image/png"
        capture="environment"
        hidden
        aria-label={props.words.photo}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={any}
        type="file"
        accept={kinds}
        hidden
        aria-label={props.words.file}
        onChange={(event) => take(event.currentTarget)}
      />
      <p class="file-chosen" role="status">
        {props.file !== undefined && (
          <>
            <Icon name="done" />
            <span>{props.words.chosen}</span>
          </>
        )}
      </p>
      {props.mistake !== undefined && (
        <p class="mistake">
          <Icon name="problem" />
          {props.mistake}
        </p>
      )}
    </div>
  );
}

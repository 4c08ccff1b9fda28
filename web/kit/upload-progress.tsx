// How much of a file is on its way, as a bar and in words.
import type { JSX } from 'preact';

export function UploadProgress(props: {
  /** From 0 to 1. */
  readonly share: number;
  readonly word: string;
}): JSX.Element {
  return (
    <div>
      <progress class="progress" max={1} value={props.share} aria-label={props.word} />
      <p class="soft">{props.word}</p>
    </div>
  );
}

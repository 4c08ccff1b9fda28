// Letters with first passwords: made on purpose, one sheet each, seen this once.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { LettersView } from '#enrolment/credential-api.ts';
import { Alert, FailureAlert } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icons.tsx';
import { PageTitle } from '../../kit/page-title.tsx';
import { useMadeOnce } from '../made-once.ts';
import { useCredentialTexts } from './texts.ts';

export type Letters = LettersView['letters'];

export function AskLetters(props: {
  readonly guardianIds: readonly string[];
  onLetters(letters: Letters): void;
  onClose(): void;
}): JSX.Element {
  const { say } = useCredentialTexts();
  const { guardianIds } = props;
  const { busy, failure, make } = useMadeOnce<LettersView>('/staff/credentials/letters');
  const create = async (): Promise<void> => {
    const made = await make({ guardianIds });
    if (made !== undefined) props.onLetters(made.letters);
  };
  return (
    <Dialog title={say('letters.title')} busy={busy} onClose={props.onClose}>
      <div class="stack">
        <p>{say('letters.ask', { count: guardianIds.length })}</p>
        {failure !== undefined && <FailureAlert failure={failure} of="change" />}
        <Button size="wide" busy={busy} onPress={() => void create()}>
          {say('letters.create')}
        </Button>
      </div>
    </Dialog>
  );
}

/** In place of the desk, so that the paper has nothing else on it. */
export function PrintLetters(props: { readonly letters: Letters; onClose(): void }): JSX.Element {
  const { say } = useCredentialTexts();
  const { letters } = props;
  const count = letters.length;
  // Who asked stood far down the list; the button that prints is above.
  useEffect(() => scrollTo(0, 0), []);
  return (
    <div class="stack">
      <div class="not-printed stack">
        <PageTitle title={say('letters.title')} />
        <Alert tone={count === 0 ? 'note' : 'success'}>
          <p>{count === 0 ? say('letters.none') : say('letters.ready', { count })}</p>
        </Alert>
        <div class="button-row">
          {count > 0 && (
            <Button onPress={() => print()}>
              <Icon name="print" />
              {say('letters.print')}
            </Button>
          )}
          <Button look="secondary" onPress={props.onClose}>
            {say('letters.close')}
          </Button>
        </div>
      </div>
      {letters.map((letter) => (
        <Letter key={letter.login} letter={letter} />
      ))}
    </div>
  );
}

function Letter({ letter }: { readonly letter: Letters[number] }): JSX.Element {
  const { say } = useCredentialTexts();
  return (
    <article class="password-letter">
      <h2>{say('letter.title')}</h2>
      <p>{say('letter.to', { name: letter.guardianName })}</p>
      <p>
        <strong>{say('letter.login', { login: letter.login })}</strong>
        <br />
        <strong>{say('letter.password', { password: letter.password })}</strong>
      </p>
      <p>{say('letter.how', { site: location.origin })}</p>
    </article>
  );
}

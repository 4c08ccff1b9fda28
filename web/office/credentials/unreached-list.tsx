// Whom no SMS reaches, and why; for them letters are made, fifty at a time.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { StateBadge } from '../../kit/state-badge.tsx';
import type { Guardian } from './credentials-desk.tsx';
import { AskLetters } from './print-letters.tsx';
import type { Letters } from './print-letters.tsx';
import { SomeOf } from './some-of.tsx';
import { useCredentialTexts } from './texts.ts';

const lettersAtOnce = 50;

export function UnreachedList(props: {
  readonly guardians: readonly Guardian[];
  /** For whom there is a letter already, as long as this page is open. */
  readonly written: ReadonlySet<string>;
  onLetters(letters: Letters, guardianIds: readonly string[]): void;
}): JSX.Element {
  const { say } = useCredentialTexts();
  const { guardians, written } = props;
  const [asking, setAsking] = useState(false);
  const next = guardians
    .map(({ guardianId }) => guardianId)
    .filter((guardianId) => !written.has(guardianId))
    .slice(0, lettersAtOnce);
  return (
    <section class="stack" aria-labelledby="credentials-unreached">
      <h2 id="credentials-unreached">{say('unreached', { count: guardians.length })}</h2>
      <p>{say('unreached-note')}</p>
      {next.length > 0 && (
        <div class="button-row">
          <Button look="secondary" onPress={() => setAsking(true)}>
            {say('letters', { count: next.length })}
          </Button>
        </div>
      )}
      <SomeOf>
        {guardians.map((one) => (
          <li class="card" key={one.guardianId}>
            <strong>{`${one.lastName} ${one.firstName}`}</strong>
            <span class="soft">{one.classNames.join('; ')}</span>
            <StateBadge
              look={{
                tone: 'closed',
                icon: 'problem',
                word: say(
                  one.fault === 'no-number' ? 'fault.no-number' : 'fault.number-not-mobile',
                ),
              }}
            />
          </li>
        ))}
      </SomeOf>
      {asking && (
        <AskLetters
          guardianIds={next}
          onLetters={(letters) => props.onLetters(letters, next)}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

// To whom first passwords were sent lately, and how far each has come.
import type { JSX } from 'preact';
import type { Guardian } from './credentials-desk.tsx';
import { SendingState } from './sending-words.tsx';
import { SomeOf } from './some-of.tsx';
import { useCredentialTexts } from './texts.ts';

export function GoingList(props: {
  readonly guardians: readonly Guardian[];
  readonly now: string;
}): JSX.Element {
  const { say } = useCredentialTexts();
  const { guardians, now } = props;
  const standings = guardians.map(({ sending }) => sending?.standing);
  const delivered = standings.filter((one) => one === 'delivered').length;
  const going = standings.filter((one) => one === 'handed-over').length;
  const waiting = standings.length - delivered - going;
  return (
    <section class="stack" aria-labelledby="credentials-going">
      <h2 id="credentials-going">{say('going', { count: guardians.length })}</h2>
      <p role="status">
        <strong>{say('progress', { delivered, going, waiting })}</strong>
      </p>
      <p>{say('going-note')}</p>
      <SomeOf>
        {guardians.map((one) => (
          <li class="card" key={one.guardianId}>
            <strong>{`${one.lastName} ${one.firstName}`}</strong>
            <span class="soft">{one.classNames.join('; ')}</span>
            {one.sending !== null && <SendingState sending={one.sending} now={now} />}
          </li>
        ))}
      </SomeOf>
    </section>
  );
}

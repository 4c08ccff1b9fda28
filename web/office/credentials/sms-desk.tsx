// The SMS of the month: what they have cost, and whom they did not reach, without a text.
import type { JSX } from 'preact';
import type { SmsDeskView } from '#correspondence/api.ts';
import { FailureAlert, Waiting } from '../../kit/alert.tsx';
import { Breadcrumbs } from '../../kit/breadcrumbs.tsx';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { reasonInWords, whenInWords } from './sending-words.tsx';
import { SmsMeans } from './sms-means.tsx';
import { useCredentialTexts } from './texts.ts';

export function SmsDesk(): JSX.Element {
  const { say } = useCredentialTexts();
  const remote = useRemote<SmsDeskView>('/staff/sms');
  const { value, failure } = remote;
  return (
    <>
      <Breadcrumbs above={[{ to: '/credenziali', word: say('title') }]} here={say('sms.title')} />
      <PageTitle title={say('sms.title')} />
      {value === undefined && failure === undefined && <Waiting />}
      {failure !== undefined && (
        <FailureAlert failure={failure} of="reading" onRetry={() => void remote.refresh()} />
      )}
      {value !== undefined && <Desk desk={value} />}
    </>
  );
}

function Desk({ desk }: { readonly desk: SmsDeskView }): JSX.Element {
  const spoken = useCredentialTexts();
  const { say } = spoken;
  const { unsent, now } = desk;
  return (
    <div class="stack">
      <div>
        <SmsMeans means={desk.means} now={now} />
        {desk.means.hasSms && <p>{say('sms.waiting', { count: desk.waiting })}</p>}
      </div>
      <section class="stack" aria-labelledby="sms-unsent">
        <h2 id="sms-unsent">{say('sms.unsent', { count: unsent.length })}</h2>
        <p>{unsent.length === 0 ? say('sms.none') : say('sms.note')}</p>
        <ul class="plain-list credential-list">
          {unsent.map((one) => (
            <li class="card" key={`${one.maskedNumber} ${one.lastAt}`}>
              <strong>{one.name ?? say('sms.nobody')}</strong>
              <span>{one.maskedNumber}</span>
              <span>{reasonInWords(spoken, one.reason)}</span>
              <span class="soft">
                {say('sms.count', { count: one.count, when: whenInWords(spoken, one.lastAt, now) })}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

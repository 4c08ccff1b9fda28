// Certificati: those that wait for a word first, then what was decided; one that came by mail is recorded here.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CertificateDesk } from '#bookings/api.ts';
import { FailureAlert, Waiting, announce } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { dayInRome } from '../../kit/civil-words.ts';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { useServerNow } from '../../kit/server-clock.ts';
import { ApproveCertificate } from './approve-certificate.tsx';
import { CertificateRow } from './certificate-row.tsx';
import type { Certificate } from './certificate-row.tsx';
import { DeclineCertificate } from './decline-certificate.tsx';
import { RecordCertificate } from './record-certificate.tsx';
import { useCertificateTexts } from './texts.ts';

type Open =
  | { readonly is: 'record' }
  | { readonly is: 'approve' | 'decline'; readonly certificate: Certificate };

const askAgainMs = 60_000;

export function Certificates(): JSX.Element {
  const { say } = useCertificateTexts();
  const desk = useRemote<CertificateDesk>('/staff/certificates', askAgainMs);
  const today = dayInRome(useServerNow(askAgainMs));
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const recorded = (sentence?: string): void => {
    void desk.refresh();
    if (sentence !== undefined) announce(sentence);
  };
  const all = desk.value?.certificates ?? [];
  const waiting = all.filter(({ state }) => state === 'waiting');
  const decided = all.filter(({ state }) => state !== 'waiting');
  const row = (certificate: Certificate): JSX.Element => (
    <CertificateRow
      key={certificate.certificateId}
      certificate={certificate}
      today={today}
      onApprove={() => setOpen({ is: 'approve', certificate })}
      onDecline={() => setOpen({ is: 'decline', certificate })}
    />
  );
  return (
    <>
      <div class="kitchen-head">
        <PageTitle title={say('title')} />
        <Button look="secondary" onPress={() => setOpen({ is: 'record' })}>
          {say('record')}
        </Button>
      </div>
      <p>{say('lead')}</p>
      {desk.failure !== undefined && (
        <FailureAlert failure={desk.failure} of="reading" onRetry={() => void desk.refresh()} />
      )}
      {desk.value === undefined && desk.failure === undefined && <Waiting />}
      {desk.value !== undefined && (
        <>
          <section class="stack" aria-labelledby="certificates-waiting">
            <h2 id="certificates-waiting">{say('waiting', { count: waiting.length })}</h2>
            {waiting.length === 0 && <p>{say('nothing-waiting')}</p>}
            {waiting.map(row)}
          </section>
          {decided.length > 0 && (
            <section class="stack" aria-labelledby="certificates-decided">
              <h2 id="certificates-decided">{say('decided')}</h2>
              {decided.map(row)}
            </section>
          )}
        </>
      )}
      {open?.is === 'record' && (
        <RecordCertificate today={today} onClose={close} onRecorded={recorded} />
      )}
      {open?.is === 'approve' && (
        <ApproveCertificate
          certificate={open.certificate}
          today={today}
          onClose={close}
          onRecorded={recorded}
        />
      )}
      {open?.is === 'decline' && (
        <DeclineCertificate certificate={open.certificate} onClose={close} onRecorded={recorded} />
      )}
    </>
  );
}

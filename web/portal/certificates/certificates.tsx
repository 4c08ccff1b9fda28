// Certificati: what was sent and what became of it; from here one is sent, taken back, or its period ended early.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CertificateList, TodayResponse } from '#bookings/api.ts';
import { asDay } from '#ground/day.ts';
import { FailureAlert, Waiting } from '../../kit/alert.tsx';
import { Button } from '../../kit/button.tsx';
import { PageTitle } from '../../kit/page-title.tsx';
import { useRemote } from '../../kit/remote.ts';
import { useAddress } from '../../kit/router.tsx';
import { CertificateCard } from './certificate-card.tsx';
import type { Certificate } from './certificate-card.tsx';
import { EndPlainRange } from './end-plain-range.tsx';
import { SendCertificate } from './send-certificate.tsx';
import { useCertificateTexts } from './texts.ts';
import { WithdrawCertificate } from './withdraw-certificate.tsx';

type Open =
  | { readonly is: 'send'; readonly pupilId: string | undefined; readonly from: string | undefined }
  | { readonly is: 'withdraw' | 'end'; readonly certificate: Certificate };

export function Certificates(): JSX.Element {
  const { say } = useCertificateTexts();
  const { query } = useAddress();
  const list = useRemote<CertificateList>('/certificates');
  const family = useRemote<TodayResponse>('/family/today');
  const asked = query.get('figlio');
  const [open, setOpen] = useState<Open | undefined>(
    asked === null
      ? undefined
      : { is: 'send', pupilId: asked, from: query.get('dal') ?? undefined },
  );
  const close = (): void => setOpen(undefined);
  const recorded = (): void => void list.refresh();
  const children = family.value?.children ?? [];
  const today = family.value && asDay(family.value.today);
  const failure = list.failure ?? family.failure;
  const send = (pupilId?: string): void => setOpen({ is: 'send', pupilId, from: undefined });
  return (
    <>
      <PageTitle title={say('title')} />
      <div class="stack">
        <p>{say('lead')}</p>
        {failure !== undefined && (
          <FailureAlert failure={failure} of="reading" onRetry={() => void list.refresh()} />
        )}
        {children.length > 0 && (
          <Button size="large" onPress={() => send()}>
            {say('send')}
          </Button>
        )}
        {list.value === undefined && failure === undefined && <Waiting />}
        {list.value?.certificates.length === 0 && <p>{say('none')}</p>}
        {today !== undefined &&
          list.value?.certificates.map((certificate) => (
            <CertificateCard
              key={certificate.certificateId}
              certificate={certificate}
              today={today}
              onWithdraw={() => setOpen({ is: 'withdraw', certificate })}
              onEnd={() => setOpen({ is: 'end', certificate })}
              onAgain={() => send(certificate.pupilId)}
            />
          ))}
      </div>
      {open?.is === 'send' && today !== undefined && (
        <SendCertificate
          childrenOfFamily={children}
          pupilId={open.pupilId}
          from={open.from}
          today={today}
          onClose={close}
          onRecorded={recorded}
        />
      )}
      {open?.is === 'withdraw' && (
        <WithdrawCertificate certificate={open.certificate} onClose={close} onRecorded={recorded} />
      )}
      {open?.is === 'end' && today !== undefined && (
        <EndPlainRange
          certificate={open.certificate}
          today={today}
          onClose={close}
          onRecorded={recorded}
        />
      )}
    </>
  );
}

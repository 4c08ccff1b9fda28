// One certificate on the office's desk: whose, which days, its page, its state, and the office's word about it.
import type { JSX } from 'preact';
import type { CertificateDesk } from '#bookings/api.ts';
import type { Day } from '#ground/day.ts';
import { Button } from '../../kit/button.tsx';
import { dayInWords } from '../../kit/civil-words.ts';
import { StateBadge } from '../../kit/state-badge.tsx';
import type { StateLook } from '../../kit/state-badge.tsx';
import { useCertificateTexts } from './texts.ts';

export type Certificate = CertificateDesk['certificates'][number];

const looks: Readonly<Record<Certificate['state'], Pick<StateLook, 'tone' | 'icon'>>> = {
  waiting: { tone: 'away', icon: 'clock' },
  approved: { tone: 'eats', icon: 'done' },
  declined: { tone: 'closed', icon: 'problem' },
  withdrawn: { tone: 'quiet-day', icon: 'none' },
};

export const nameOf = ({ firstName, lastName }: Certificate): string => `${lastName} ${firstName}`;

export function CertificateRow(props: {
  readonly certificate: Certificate;
  readonly today: Day;
  onApprove(): void;
  onDecline(): void;
}): JSX.Element {
  const { say, language } = useCertificateTexts();
  const { certificate, today } = props;
  const { state, certificateId } = certificate;
  const name = nameOf(certificate);
  const words = (day: string): string => dayInWords(day, language, today);
  const place = [certificate.className, certificate.schoolName].filter((word) => word !== null);
  return (
    <article class="card certificate">
      <div class="certificate-head">
        <h3>{name}</h3>
        <StateBadge look={{ ...looks[state], word: say(`state.${state}`) }} />
      </div>
      <p>
        {place.length > 0 && (
          <>
            <span class="soft">{place.join(' · ')}</span>
            <br />
          </>
        )}
        <strong>
          {say('period', { from: words(certificate.askedFrom), to: words(certificate.askedTo) })}
        </strong>
        <br />
        <span class="soft">
          {say('arrived', {
            how: certificate.arrivedBy,
            day: words(certificate.arrivedOn),
            hasName: certificate.sentBy === null ? 'no' : 'yes',
            name: certificate.sentBy ?? '',
          })}
        </span>
      </p>
      <Outcome certificate={certificate} words={words} />
      <div class="row">
        {certificate.hasFile ? (
          <a
            class="button secondary"
            href={`/api/v1/staff/certificates/${certificateId}/file`}
            download
            aria-label={say('open.label', { name })}
          >
            {say('open')}
          </a>
        ) : (
          <p class="soft">{say('open.erased')}</p>
        )}
        {state === 'waiting' && (
          <>
            <Button label={say('approve.label', { name })} onPress={props.onApprove}>
              {say('approve')}
            </Button>
            <Button
              look="secondary"
              label={say('decline.label', { name })}
              onPress={props.onDecline}
            >
              {say('decline')}
            </Button>
          </>
        )}
        {certificate.hasFile && (
          <span class="soft">
            {say('size', {
              kind: certificate.mediaType.replace(/^.*\//, '').toUpperCase(),
              size: sizeInWords(certificate.sizeBytes, language),
            })}
          </span>
        )}
      </div>
    </article>
  );
}

function Outcome(props: {
  readonly certificate: Certificate;
  words(day: string): string;
}): JSX.Element | null {
  const { say } = useCertificateTexts();
  const { certificate, words } = props;
  const { approved, booked, declineReason } = certificate;
  if (declineReason !== null) return <p>{say(`decline.${declineReason}`)}</p>;
  if (approved === null) return null;
  const values = { from: words(approved.from), to: words(approved.to) };
  const sentences = [
    say('approved', values),
    ...(booked !== null && approved.from > certificate.askedFrom
      ? [say('approved.later', values)]
      : []),
    ...(booked === null ? [say('ended.before')] : []),
    ...(booked !== null && booked.to < approved.to ? [say('ended', { to: words(booked.to) })] : []),
  ];
  return <p>{sentences.join(' ')}</p>;
}

function sizeInWords(bytes: number, language: string): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  if (kilobytes < 1024) return `${kilobytes} KB`;
  const megabytes = bytes / 1024 / 1024;
  return `${megabytes.toLocaleString(language, { maximumFractionDigits: 1 })} MB`;
}

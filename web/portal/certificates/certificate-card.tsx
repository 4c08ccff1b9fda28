// One certificate: for whom, which days, its state in words, and the one thing that can be done about it.
import type { JSX } from 'preact';
import type { CertificateList } from '#bookings/api.ts';
import type { Day } from '#ground/day.ts';
import { Button } from '../../kit/button.tsx';
import { dayInWords } from '../../kit/civil-words.ts';
import { Link } from '../../kit/router.tsx';
import { StateBadge } from '../../kit/state-badge.tsx';
import type { StateLook } from '../../kit/state-badge.tsx';
import { useCertificateTexts } from './texts.ts';

export type Certificate = CertificateList['certificates'][number];

const looks: Readonly<Record<Certificate['state'], Pick<StateLook, 'tone' | 'icon'>>> = {
  waiting: { tone: 'away', icon: 'clock' },
  approved: { tone: 'eats', icon: 'done' },
  declined: { tone: 'closed', icon: 'problem' },
  withdrawn: { tone: 'quiet-day', icon: 'none' },
};

export function CertificateCard(props: {
  readonly certificate: Certificate;
  readonly today: Day;
  onWithdraw(): void;
  onEnd(): void;
  onAgain(): void;
}): JSX.Element {
  const { say, language } = useCertificateTexts();
  const { certificate, today } = props;
  const { state, pupilFirstName: name, booked, approved } = certificate;
  const words = (day: string): string => dayInWords(day, language, today);
  const canEnd = booked !== null && booked.to >= today;
  return (
    <article class="card stack certificate">
      <div class="child-head">
        <h2>{name}</h2>
        <StateBadge look={{ ...looks[state], word: say(`state.${state}`) }} />
      </div>
      <p>
        <strong>
          {say('period', { from: words(certificate.askedFrom), to: words(certificate.askedTo) })}
        </strong>
        <br />
        <span class="soft">
          {say('arrived', { how: certificate.arrivedBy, day: words(certificate.arrivedOn) })}
        </span>
      </p>
      {state === 'waiting' && <p>{say('waiting')}</p>}
      {certificate.declineReason !== null && <p>{say(`decline.${certificate.declineReason}`)}</p>}
      {approved !== null && <Approved certificate={certificate} today={today} />}
      {state === 'waiting' && (
        <Button
          look="secondary"
          label={say('withdraw.label', { name, from: words(certificate.askedFrom) })}
          onPress={props.onWithdraw}
        >
          {say('withdraw')}
        </Button>
      )}
      {state === 'declined' && (
        <Button look="secondary" onPress={props.onAgain}>
          {say('again')}
        </Button>
      )}
      {canEnd && (
        <Button
          look="secondary"
          label={say('end.label', { name, to: words(booked.to) })}
          onPress={props.onEnd}
        >
          {say('end')}
        </Button>
      )}
    </article>
  );
}

function Approved(props: {
  readonly certificate: Certificate;
  readonly today: Day;
}): JSX.Element | null {
  const { say, language } = useCertificateTexts();
  const { certificate, today } = props;
  const { approved, booked } = certificate;
  if (approved === null) return null;
  const words = (day: string): string => dayInWords(day, language, today);
  const values = { from: words(approved.from), to: words(approved.to) };
  const isEnded = booked === null || booked.to < approved.to;
  return (
    <>
      <p>
        {!isEnded && say('approved', values)}
        {booked === null && say('ended.before')}
        {isEnded &&
          booked !== null &&
          say(booked.to < today ? 'ended' : 'ending', { to: words(booked.to) })}
      </p>
      {booked !== null && approved.from > certificate.askedFrom && (
        <p>{say('approved.later', values)}</p>
      )}
      <p>
        <Link to={`/ricevute/${approved.receiptCode}`}>{say('receipt')}</Link>
      </p>
    </>
  );
}

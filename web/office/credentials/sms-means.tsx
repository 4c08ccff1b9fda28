// What can go out by SMS now: the month's count, the hours, and what is missing.
import type { JSX } from 'preact';
import type { CodeSmsView } from '#enrolment/credential-api.ts';
import { Alert } from '../../kit/alert.tsx';
import { whenInWords } from './sending-words.tsx';
import { useCredentialTexts } from './texts.ts';

export type Means = CodeSmsView['means'];

export function SmsMeans(props: {
  readonly means: Means;
  readonly now: string;
  /** False where what is sent does not wait for the hours. */
  readonly waits?: boolean;
}): JSX.Element {
  const spoken = useCredentialTexts();
  const { say } = spoken;
  const { means, now, waits = true } = props;
  if (!means.hasSms)
    return (
      <Alert tone="note">
        <p>{say('no-sms')}</p>
      </Alert>
    );
  const { segmentsSpent: spent, segmentsMax: max, segmentsLeft: left } = means;
  return (
    <>
      {means.sender !== 'approved' && (
        <Alert tone="warning">
          <p>{say(`sender.${means.sender}`)}</p>
        </Alert>
      )}
      <p>
        {say('month', { spent, max, left })}
        {waits && means.ringsFrom !== null && (
          <> {say('rings-from', { when: whenInWords(spoken, means.ringsFrom, now) })}</>
        )}
      </p>
    </>
  );
}

export const maySend = ({ hasSms, sender }: Means): boolean => hasSms && sender === 'approved';

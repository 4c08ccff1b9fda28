// Credenziali: guardians who have never signed in, and beside it the SMS of the month that reached nobody.
import type { JSX } from 'preact';
import type { SectionProps } from '../sections.ts';
import { CredentialsDesk } from './credentials-desk.tsx';
import { SmsDesk } from './sms-desk.tsx';
import './credentials.scss';

export function Credentials({ place }: SectionProps): JSX.Element {
  return place === 'sms' ? <SmsDesk /> : <CredentialsDesk />;
}

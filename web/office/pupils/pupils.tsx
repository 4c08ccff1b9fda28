// Bambini: find a child by any scrap, and open its page.
import type { JSX } from 'preact';
import { hasOfficeRole } from '../office-role.ts';
import type { SectionProps } from '../sections.ts';
import { PupilPage } from './pupil-page.tsx';
import { PupilSearch } from './pupil-search.tsx';
import './pupils.scss';

export function Pupils({ place, session }: SectionProps): JSX.Element {
  const isOffice = hasOfficeRole(session);
  return place === '' ? (
    <PupilSearch isOffice={isOffice} />
  ) : (
    <PupilPage pupilId={place} isOffice={isOffice} key={place} />
  );
}

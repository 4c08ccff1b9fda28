// The sections of the office's pages: one entry each, in the order of the navigation. Only what works stands here.
import type { JSX } from 'preact';
import type { StaffRole } from '#ground/actor.ts';
import type { SessionView } from '#identity/api.ts';
import { lazyScreen } from '../kit/lazy-screen.tsx';
import type { OfficeKey } from './texts.ts';

export interface SectionProps {
  /** What follows the section's path: '' for the section itself, '0197…' for '/bambini/0197…'. */
  readonly place: string;
  readonly session: SessionView;
}

export interface OfficeSection {
  readonly path: `/${string}`;
  readonly word: OfficeKey;
  /** Who sees it. What they may read in it is the server's to decide. */
  readonly roles: readonly StaffRole[];
  /** Whose own desk it is: they arrive here, the others at the first section that they see. */
  readonly deskOf?: readonly StaffRole[];
  /** Fetched when somebody opens the section. */
  readonly Screen: (props: SectionProps) => JSX.Element;
}

const sections: readonly OfficeSection[] = [
  {
    path: '/oggi',
    word: 'section.today',
    roles: ['school', 'serving-site', 'office', 'administrator'],
    Screen: lazyScreen(async () => (await import('./today-desk.tsx')).TodayDesk),
  },
  {
    path: '/bambini',
    word: 'section.pupils',
    roles: ['office', 'school', 'administrator'],
    Screen: lazyScreen(async () => (await import('./pupils/pupils.tsx')).Pupils),
  },
  {
    path: '/giornate',
    word: 'section.events',
    roles: ['office', 'school', 'caterer', 'administrator'],
    Screen: lazyScreen(async () => (await import('./day-events.tsx')).DayEventsDesk),
  },
  {
    path: '/correzioni',
    word: 'section.corrections',
    roles: ['school', 'serving-site', 'office', 'administrator'],
    Screen: lazyScreen(async () => (await import('./corrections-desk.tsx')).CorrectionsDesk),
  },
  {
    path: '/certificati',
    word: 'section.certificates',
    roles: ['office', 'administrator'],
    Screen: lazyScreen(async () => (await import('./certificates/certificates.tsx')).Certificates),
  },
  {
    path: '/credenziali',
    word: 'section.credentials',
    roles: ['office', 'administrator'],
    Screen: lazyScreen(async () => (await import('./credentials/credentials.tsx')).Credentials),
  },
  {
    path: '/ricevute',
    word: 'section.receipts',
    roles: ['office', 'administrator'],
    Screen: lazyScreen(async () => (await import('./pupils/receipts.tsx')).Receipts),
  },
  {
    path: '/cucina',
    word: 'section.kitchen',
    roles: ['kitchen', 'caterer', 'office', 'administrator'],
    deskOf: ['kitchen', 'caterer'],
    Screen: lazyScreen(async () => (await import('./kitchen-desk.tsx')).KitchenDesk),
  },
  {
    path: '/refettorio',
    word: 'section.serving',
    roles: ['serving-site', 'office', 'administrator'],
    deskOf: ['serving-site'],
    Screen: lazyScreen(async () => (await import('./serving-desk.tsx')).ServingDesk),
  },
  {
    path: '/menu',
    word: 'section.menus',
    roles: ['office', 'caterer', 'administrator', 'kitchen', 'serving-site', 'school'],
    Screen: lazyScreen(async () => (await import('./menu/menu-desk.tsx')).MenuDesk),
  },
];

/** The sections of whoever has these roles. */
export function sectionsOf(session: SessionView): readonly OfficeSection[] {
  const roles = rolesOf(session);
  return sections.filter((section) => section.roles.some((role) => roles.includes(role)));
}

/** Where they arrive. Who has the office's roles besides a desk's is of the office. */
export function arrivalOf(session: SessionView): OfficeSection | undefined {
  const roles = rolesOf(session);
  const own = sectionsOf(session);
  const desk = own.find(({ deskOf }) => deskOf && roles.every((role) => deskOf.includes(role)));
  return desk ?? own[0];
}

function rolesOf(session: SessionView): readonly StaffRole[] {
  return session.account.roles.map((grant) => grant.role);
}

/** The section that an address belongs to, and what follows in it. */
export function placeAt(
  own: readonly OfficeSection[],
  path: string,
): { readonly section: OfficeSection; readonly place: string } | undefined {
  const section = own.find((one) => path === one.path || path.startsWith(`${one.path}/`));
  return section && { section, place: decodeURIComponent(path.slice(section.path.length + 1)) };
}

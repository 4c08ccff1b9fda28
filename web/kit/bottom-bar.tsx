// The portal's sections: under the thumb on a phone, under the header on a wider screen.
import type { JSX } from 'preact';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';
import { useSpoken } from './language.tsx';
import { Link, useAddress } from './router.tsx';

export interface Section {
  readonly to: string;
  readonly word: string;
  readonly icon: IconName;
  /** Further addresses that belong to the section. */
  readonly covers?: readonly string[];
}

export function BottomBar({ sections }: { readonly sections: readonly Section[] }): JSX.Element {
  const { say } = useSpoken();
  const { path } = useAddress();
  const isHere = (section: Section): boolean =>
    [section.to, ...(section.covers ?? [])].some((to) =>
      to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`),
    );
  return (
    <nav class="sections" aria-label={say('kit.sections')}>
      <ul class="plain-list">
        {sections.map((section) => (
          <li key={section.to}>
            <Link to={section.to} aria-current={isHere(section) ? 'page' : undefined}>
              <Icon name={section.icon} />
              {section.word}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

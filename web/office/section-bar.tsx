// The way from section to section: a row under the header, folded behind one button where the window is narrow.
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Icon } from '../kit/icons.tsx';
import { Link, useAddress } from '../kit/router.tsx';
import { placeAt } from './sections.ts';
import type { OfficeSection } from './sections.ts';
import { useOfficeTexts } from './texts.ts';

export function SectionBar(props: {
  readonly sections: readonly OfficeSection[];
}): JSX.Element | null {
  const { say } = useOfficeTexts();
  const { path } = useAddress();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const { sections } = props;
  const here = placeAt(sections, path)?.section;
  // Who has one section only is always in it: the cook's screen keeps its height.
  if (sections.length < 2) return null;
  return (
    <nav
      class="section-bar"
      aria-label={say('kit.sections')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <div class="inside wide">
        <button
          type="button"
          class="section-opener"
          aria-expanded={open}
          aria-controls={listId}
          onClick={() => setOpen(!open)}
        >
          <Icon name="more" />
          {here === undefined ? say('kit.sections') : say(here.word)}
          <Icon name="down" />
        </button>
        <ul id={listId} class={`plain-list ${open ? 'open' : ''}`} onClick={() => setOpen(false)}>
          {sections.map((section) => (
            <li key={section.path}>
              <Link to={section.path} aria-current={section === here ? 'page' : undefined}>
                {say(section.word)}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

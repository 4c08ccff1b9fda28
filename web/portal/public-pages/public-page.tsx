// The pages of the footer, open to everybody; their words come only when somebody asks for them.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '#ground/sentence.ts';
import type { Messages } from '#ground/sentence.ts';
import { Waiting } from '../../kit/alert.tsx';
import type { TenantCard } from '../../kit/tenant-card.ts';
import { PageTitle } from '../../kit/page-title.tsx';
import { usePortalTexts } from '../texts.ts';

const pages: ReadonlyMap<string, { readonly name: string; readonly paragraphs: number }> = new Map([
  ['/privacy', { name: 'privacy', paragraphs: 4 }],
  ['/note-legali', { name: 'legal', paragraphs: 3 }],
  ['/accessibilita', { name: 'accessibility', paragraphs: 4 }],
]);

export function isPublicPage(path: string): boolean {
  return pages.has(path);
}

export function PublicPage(props: {
  readonly path: string;
  readonly tenant: TenantCard | undefined;
}): JSX.Element {
  const { language } = usePortalTexts();
  const [words, setWords] = useState<Messages>();
  const page = pages.get(props.path);
  useEffect(() => {
    const fetched =
      language === 'it'
        ? import('./texts/it.json', { with: { type: 'json' } })
        : import('./texts/en.json', { with: { type: 'json' } });
    void fetched.then((file) => setWords(file.default));
  }, [language]);
  if (words === undefined || page === undefined || props.tenant === undefined) return <Waiting />;
  const values = {
    municipality: props.tenant.name,
    phone: props.tenant.helpPhone ?? 'none',
    hasPhone: props.tenant.helpPhone ? 'yes' : 'no',
  };
  return (
    <>
      <PageTitle title={say(words, `${page.name}.title`, values, language)} />
      {Array.from({ length: page.paragraphs }, (_, index) => (
        <p key={index}>{say(words, `${page.name}.${index + 1}`, values, language)}</p>
      ))}
    </>
  );
}

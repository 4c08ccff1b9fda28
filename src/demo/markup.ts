// Pages of the demo as text: whatever is filled in is escaped, unless it is markup itself.

export interface Markup {
  readonly markup: string;
}

type Filling = string | number | Markup | readonly Markup[];

/** A tagged template: markup`<p>${name}</p>`. */
export function markup(parts: TemplateStringsArray, ...fillings: readonly Filling[]): Markup {
  return { markup: String.raw({ raw: parts }, ...fillings.map(filled)) };
}

/** The addresses in a text become links; everything else is escaped. */
export function withLinks(text: string): Markup {
  const parts = text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/);
  return {
    markup: parts
      .map((part, index) =>
        index % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part),
      )
      .join(''),
  };
}

function filled(filling: Filling): string {
  if (typeof filling === 'number') return String(filling);
  if (typeof filling === 'string') return escaped(filling);
  return 'markup' in filling ? filling.markup : filling.map((one) => one.markup).join('\n');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

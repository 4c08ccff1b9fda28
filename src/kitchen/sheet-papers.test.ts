// The papers of the kitchen, read back by a parser of PDF: their words, their language and title, their structure.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { asDay } from '#ground/day.ts';
import { instant } from '#bookings/sample.ts';
import type { NamedPlate, SchoolCount } from '#kitchen/model.ts';
import type { SheetReading } from '#kitchen/read-sheet.ts';
import { sheetPaper } from '#kitchen/sheet-papers.ts';
import type { PaperKind } from '#kitchen/sheet-papers.ts';
import { printPdf } from '#platform/pdf.ts';

const plate: NamedPlate = {
  name: 'Đorđević Nicolò',
  className: '1A',
  shiftName: 'Primo',
  plateLabel: 'In bianco · Senza glutine',
  expired: true,
};
const school = (name: string, site: string, plates: readonly NamedPlate[]): SchoolCount => ({
  schoolId: name,
  name,
  serviceName: 'Mensa',
  cutOffAt: instant('2026-11-23T09:30:00+01:00'),
  closedAt: instant('2026-11-23T09:31:10+01:00'),
  served: true,
  reason: null,
  site: { servingSiteId: site, name: site },
  shifts: [
    {
      name: 'Primo',
      startsAt: '12:10',
      adults: 2,
      classes: [
        {
          name: '1A',
          pupils: 21,
          variants: [
            { variant: 'al-sacco', count: 3 },
            { variant: 'in-bianco + senza-glutine', count: 1 },
          ],
        },
      ],
    },
  ],
  specialPlates: plates,
});
const sheet: SheetReading = {
  kitchen: { kitchenId: 'k', name: 'Centro cottura' },
  day: asDay('2026-11-23'),
  now: instant('2026-11-23T09:40:00+01:00'),
  totals: {
    pupils: 42,
    adults: 4,
    variants: [
      { variant: 'al-sacco', count: 6 },
      { variant: 'in-bianco + senza-glutine', count: 2 },
    ],
  },
  schools: [school('Primaria', 'Refettorio Nord', [plate]), school('Media', 'Refettorio Sud', [])],
  corrections: [],
};

async function readBack(kind: PaperKind, of: SheetReading = sheet, language: 'it' | 'en' = 'it') {
  const bytes = await printPdf(sheetPaper(kind, of, language));
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  const roles = new Set<string>();
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    rolesIn(await page.getStructTree(), roles);
  }
  const { info } = await pdf.getMetadata();
  const marked = await pdf.getMarkInfo();
  return { pages, roles, info, marked };
}

describe('on paper', () => {
  it('the production sheet says every dish once for the whole kitchen, and the plates by name and label', async () => {
    const { pages } = await readBack('production');
    const words = pages.join(' ').replaceAll(/\s+/g, ' ');
    expect(words).toContain('Foglio di produzione: Centro cottura, lunedì 23 novembre 2026');
    for (const said of [
      'Menù 34 Al sacco 6 In bianco + senza glutine 2 Alunni in tutto 42 Adulti 4 Pasti in tutto 46',
      'Chiuso alle 09:31: numeri definitivi.',
      'Đorđević Nicolò 1A · Primo In bianco · Senza glutine (certificato scaduto: continua così)',
      '1A 21 17 3 Al sacco, 1 In bianco + senza glutine Adulti 2',
    ])
      expect(words).toContain(said);
  });

  it('the delivery sheet has a page for each serving site, with its load and nothing of the others', async () => {
    const { pages } = await readBack('delivery');
    expect(pages).toHaveLength(2);
    expect(pages[0]).toContain('Refettorio Nord');
    expect(pages[0]).toContain('Đorđević Nicolò');
    expect(pages[0]).not.toContain('Refettorio Sud');
    expect(pages[1]).toContain('Media');
    expect(pages[1]).not.toContain('Đorđević');
    expect(pages[1]).toContain('2/2');
  });

  it.each(['production', 'delivery'] as const)(
    'the %s sheet has a title, a language and a structure that is read aloud in order',
    async (kind) => {
      const { info, marked, roles } = await readBack(kind);
      expect(info).toMatchObject({ Language: 'it-IT', Title: sheetPaper(kind, sheet, 'it').title });
      expect(new Map(marked as unknown as Map<string, boolean>).get('Marked')).toBe(true);
      for (const role of ['H1', 'H2', 'H3', 'P', 'Table', 'TR', 'TH', 'TD'])
        expect([...roles]).toContain(role);
    },
  );

  it('a long list goes on over the page, and an English reader gets English', async () => {
    const many = Array.from({ length: 90 }, (_, index) => ({ ...plate, name: `Bimbo ${index}` }));
    const long = { ...sheet, schools: [school('Primaria', 'Refettorio Nord', many)] };
    const { pages, info } = await readBack('delivery', long, 'en');
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.join(' ')).toContain('Bimbo 89');
    // What the columns are is said again on every page.
    for (const page of pages) expect(page).toContain('Label');
    expect(pages[0]).toContain('Delivery sheet');
    expect(info).toMatchObject({ Language: 'en-GB' });
  });
});

function rolesIn(node: unknown, roles: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  if ('role' in node) roles.add(String(node.role));
  if ('children' in node && Array.isArray(node.children))
    for (const child of node.children) rolesIn(child, roles);
}

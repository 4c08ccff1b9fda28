// The sheet on paper: what to cook (production) and what to load for whom (delivery), as blocks that the printer knows.
import { dayInWords } from '#ground/day-in-words.ts';
import type { Language, SentenceValues } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import type { Headcount, NamedPlate, ShiftCount, SiteLoad } from '#kitchen/model.ts';
import type { SheetReading } from '#kitchen/read-sheet.ts';
import { loadsBySite } from '#kitchen/rules.ts';
import english from '#kitchen/texts/en.json' with { type: 'json' };
import italian from '#kitchen/texts/it.json' with { type: 'json' };
import type { PdfBlock, PdfPaper } from '#platform/pdf.ts';
import { dayAt, timeAt } from '#platform/rome.ts';

export type PaperKind = 'production' | 'delivery';
type Key = keyof typeof italian;
type Say = (key: Key, values?: SentenceValues) => string;

export function sheetPaper(kind: PaperKind, sheet: SheetReading, language: Language): PdfPaper {
  const speak: Say = (key, values) =>
    language === 'it' ? say(italian, key, values, 'it') : say(english, key, values, 'en');
  const day = `${dayInWords(sheet.day, language)} ${sheet.day.slice(0, 4)}`;
  const title = speak(`paper.${kind}`, { kitchen: sheet.kitchen.name, day });
  const foot = speak('paper.printed', {
    title,
    day: dayInWords(dayAt(sheet.now), language),
    time: timeAt(sheet.now),
  });
  const blocks = kind === 'production' ? production(sheet, speak) : delivery(sheet, speak);
  return { title, language, foot, blocks: [{ kind: 'title', text: title }, ...blocks] };
}

/** The dishes of the whole kitchen, then each school with its state. */
function production(sheet: SheetReading, speak: Say): readonly PdfBlock[] {
  const served = sheet.schools.filter((school) => school.served);
  return [
    dishes(sheet.totals, speak),
    ...served.flatMap((school): readonly PdfBlock[] => [
      { kind: 'heading', text: school.name },
      { kind: 'line', text: stateOf(school.closedAt, speak) },
      ...school.shifts.flatMap((shift) => shiftBlocks(shift, speak)),
      ...plates(school.specialPlates, speak),
    ]),
  ];
}

/** One page for each serving site: it travels with its load. */
function delivery(sheet: SheetReading, speak: Say): readonly PdfBlock[] {
  return loadsBySite(sheet.schools)
    .filter((site) => site.shifts.length > 0)
    .flatMap((site, index) => [
      ...(index === 0 ? [] : [{ kind: 'page' } as const]),
      { kind: 'heading', text: site.name },
      ...site.shifts.flatMap((load) => loadBlocks(load, speak)),
    ]);
}

function loadBlocks(load: SiteLoad['shifts'][number], speak: Say): readonly PdfBlock[] {
  return [
    ...shiftBlocks(load, speak, load.schoolName),
    { kind: 'line', text: stateOf(load.closedAt, speak) },
    ...plates(load.specialPlates, speak),
  ];
}

function shiftBlocks(shift: ShiftCount, speak: Say, school?: string): readonly PdfBlock[] {
  const { name, startsAt, adults, classes } = shift;
  const pupils = classes.reduce((sum, one) => sum + one.pupils, 0);
  const words = speak('paper.shift', { name, time: startsAt, count: pupils + adults });
  return [
    { kind: 'subheading', text: school === undefined ? words : `${school} · ${words}` },
    {
      kind: 'table',
      columns: [
        { head: speak('paper.class'), share: 3 },
        { head: speak('paper.pupils'), share: 1.4, align: 'right' },
        { head: speak('paper.menu'), share: 1.4, align: 'right' },
        { head: speak('paper.others'), share: 6 },
      ],
      rows: [
        ...classes.map((one) => [
          one.name,
          String(one.pupils),
          String(menuOf(one)),
          one.variants.map(({ variant, count }) => `${count} ${variantWords(variant)}`).join(', '),
        ]),
        [speak('paper.adults'), String(adults), '', ''],
      ],
    },
  ];
}

function dishes(counts: Headcount & { readonly adults: number }, speak: Say): PdfBlock {
  const { pupils, adults, variants } = counts;
  return {
    kind: 'table',
    columns: [
      { head: speak('paper.dish'), share: 4 },
      { head: speak('paper.count'), share: 1, align: 'right' },
    ],
    rows: [
      [speak('paper.menu'), String(menuOf(counts))],
      ...variants.map(({ variant, count }) => [variantWords(variant), String(count)]),
      [speak('paper.all-pupils'), String(pupils)],
      [speak('paper.adults'), String(adults)],
      [speak('paper.total'), String(pupils + adults)],
    ],
  };
}

function plates(named: readonly NamedPlate[], speak: Say): readonly PdfBlock[] {
  if (named.length === 0) return [];
  return [
    { kind: 'subheading', text: speak('paper.plates') },
    {
      kind: 'table',
      columns: [
        { head: speak('paper.name'), share: 4 },
        { head: speak('paper.class'), share: 3 },
        { head: speak('paper.label'), share: 4 },
      ],
      rows: named.map((plate) => [
        plate.name,
        `${plate.className} · ${plate.shiftName}`,
        plate.expired ? `${plate.plateLabel} (${speak('paper.expired')})` : plate.plateLabel,
      ]),
    },
  ];
}

const stateOf = (closedAt: SheetReading['now'] | null, speak: Say): string =>
  closedAt === null ? speak('paper.open') : speak('paper.closed', { time: timeAt(closedAt) });

const menuOf = ({ pupils, variants }: Headcount): number =>
  pupils - variants.reduce((sum, { count }) => sum + count, 0);

/** "Senza glutine" of the variant "senza-glutine". */
function variantWords(variant: string): string {
  const words = variant.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

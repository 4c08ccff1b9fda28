// Prints pages of headings, lines and tables as PDF: tagged for screen readers (PDF/UA's structure), with title and language.
import { fileURLToPath } from 'node:url';
import PdfDocument from 'pdfkit';

export interface PdfPaper {
  readonly title: string;
  readonly language: 'it' | 'en';
  /** At the foot of every page, before its number. */
  readonly foot: string;
  readonly blocks: readonly PdfBlock[];
}

export type PdfBlock =
  | { readonly kind: 'title' | 'heading' | 'subheading' | 'line'; readonly text: string }
  | PdfTable
  /** What follows begins a new page, unless it is the first. */
  | { readonly kind: 'page' };

export interface PdfTable {
  readonly kind: 'table';
  readonly columns: readonly {
    readonly head: string;
    /** A share of the width. */
    readonly share: number;
    readonly align?: 'left' | 'right';
  }[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly string[])[];
}

// The names of children from everywhere: a font with Latin, Greek and Cyrillic letters, part of which goes into the paper.
const fontFile = (name: string): string =>
  fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
const margin = 40;
const sizes = { title: 18, heading: 14, subheading: 11.5, line: 10.5 } as const;
const tags = { title: 'H1', heading: 'H2', subheading: 'H3', line: 'P' } as const;
const cellPadding = 3;
const cellGap = 7;

type Document = InstanceType<typeof PdfDocument>;
type Structure = ReturnType<Document['struct']>;

export function printPdf(paper: PdfPaper): Promise<Buffer> {
  const document = new PdfDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    lang: paper.language === 'it' ? 'it-IT' : 'en-GB',
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    info: { Title: paper.title, Creator: 'Refettorio' },
  });
  const parts: Buffer[] = [];
  const printed = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
  });
  document.registerFont('plain', fontFile('DejaVuSansCondensed'));
  document.registerFont('strong', fontFile('DejaVuSansCondensed-Bold'));
  const root = document.struct('Document');
  document.addStructure(root);
  let isEmpty = true;
  for (const block of paper.blocks) {
    if (block.kind === 'table') printTable(document, root, block);
    else if (block.kind !== 'page') printText(document, root, block.kind, block.text);
    else if (!isEmpty) document.addPage();
    isEmpty = false;
  }
  root.end();
  numberPages(document, paper.foot);
  document.end();
  return printed;
}

function printText(
  document: Document,
  parent: Structure,
  kind: keyof typeof tags,
  text: string,
): void {
  const size = sizes[kind];
  // A heading does not stand alone at the foot of a page.
  if (kind !== 'line') needRoom(document, size * 5);
  document.moveDown(kind === 'line' ? 0.15 : 0.5);
  document.font(kind === 'line' ? 'plain' : 'strong').fontSize(size);
  marked(document, parent, tags[kind], () => document.text(text, margin, document.y));
}

function printTable(document: Document, parent: Structure, { columns, rows }: PdfTable): void {
  const width = document.page.width - 2 * margin;
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const table = document.struct('Table');
  parent.add(table);
  const heads = columns.map(({ head }) => head);
  const printRow = (cells: readonly string[], isHead: boolean): void => {
    const placed = columns.map((column, index): PlacedCell => ({
      text: cells[index] ?? '',
      align: column.align ?? 'left',
      width: (width * column.share) / shares,
      font: isHead || index === 0 ? 'strong' : 'plain',
      tag: isHead || index === 0 ? 'TH' : 'TD',
    }));
    const heights = placed.map((cell) =>
      document
        .font(cell.font)
        .fontSize(10)
        .heightOfString(cell.text, { width: cell.width - 2 * cellGap }),
    );
    const height = Math.max(...heights) + 2 * cellPadding;
    // A list that goes on says again what its columns are.
    if (needRoom(document, height) && !isHead) printRow(heads, true);
    const top = document.y;
    const row = document.struct('TR');
    table.add(row);
    let x = margin;
    for (const cell of placed) {
      document.font(cell.font).fontSize(10);
      marked(document, row, cell.tag, () =>
        document.text(cell.text, x + cellGap, top + cellPadding, {
          width: cell.width - 2 * cellGap,
          align: cell.align,
        }),
      );
      x += cell.width;
    }
    row.end();
    artifact(document, () =>
      document
        .lineWidth(isHead ? 1 : 0.4)
        .moveTo(margin, top + height)
        .lineTo(margin + width, top + height)
        .stroke(),
    );
    document.x = margin;
    document.y = top + height;
  };
  document.moveDown(0.3);
  printRow(heads, true);
  for (const row of rows) printRow(row, false);
  table.end();
  document.moveDown(0.5);
}

interface PlacedCell {
  readonly text: string;
  readonly align: 'left' | 'right';
  readonly width: number;
  readonly font: 'plain' | 'strong';
  readonly tag: 'TH' | 'TD';
}

function numberPages(document: Document, foot: string): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    document.font('plain').fontSize(8);
    artifact(document, () =>
      document.text(`${foot} · ${page + 1}/${count}`, margin, document.page.height - 28, {
        lineBreak: false,
      }),
    );
  }
}

/** True where a new page had to begin. */
function needRoom(document: Document, height: number): boolean {
  if (document.y + height <= document.page.height - margin - 12) return false;
  document.addPage();
  return true;
}

function marked(document: Document, parent: Structure, tag: string, print: () => void): void {
  const content = document.markStructureContent(tag);
  print();
  document.endMarkedContent();
  parent.add(document.struct(tag, {}, content));
}

/** Lines and page numbers: nobody wants them read out. */
function artifact(document: Document, print: () => void): void {
  document.markContent('Artifact');
  print();
  document.endMarkedContent();
}

// What is wrong in a file, so that the person who has the file open finds the cell and knows what to do.
import { say } from '#ground/sentence.ts';
import type { Language, Messages, SentenceValues } from '#ground/sentence.ts';
import english from '#registry-import/texts/en.json' with { type: 'json' };
import italian from '#registry-import/texts/it.json' with { type: 'json' };

type FaultKey = Extract<keyof typeof italian, `fault.${string}`>;
/** The stable code; its sentence is under `fault.<code>` in the texts. */
export type FaultCode = FaultKey extends `fault.${infer Code}` ? Code : never;

/** An error stops the import; a warning says what was assumed or left out, and lets it go on. */
export type Severity = 'error' | 'warning';

export interface Fault {
  readonly severity: Severity;
  readonly code: FaultCode;
  readonly file: string;
  /** The physical line of the file, 1 = the first; 0 for the file as a whole. */
  readonly line: number;
  /** The header of the column as we call it, or null for the whole row. */
  readonly column: string | null;
  /** What the cell holds, shortened; for the screen of who imports, never for logs or audit. */
  readonly value?: string;
  readonly details?: SentenceValues;
}

/** Collects faults while files are read. */
export interface FaultLog {
  add(fault: Fault): void;
  /** In the order of the files; of each file the first ones, and then how many more there are. */
  list(): readonly Fault[];
  /** True when at least one error came, also one that is not listed any more. */
  hasErrors(): boolean;
}

/** More than a person reads; a file of another kind would otherwise give a fault per row, a million of them. */
const faultsPerFileMax = 500;
const valueLengthMax = 60;

export function faultLog(): FaultLog {
  const files = new Map<string, Fault[]>();
  const unlisted = new Map<string, number>();
  let errors = 0;
  return {
    add(fault) {
      if (fault.severity === 'error') errors += 1;
      const listed = files.get(fault.file) ?? [];
      files.set(fault.file, listed);
      if (listed.length < faultsPerFileMax) listed.push(shortened(fault));
      else unlisted.set(fault.file, (unlisted.get(fault.file) ?? 0) + 1);
    },
    list: () =>
      [...files].flatMap(([file, listed]) => [...listed, ...moreOf(file, unlisted.get(file))]),
    hasErrors: () => errors > 0,
  };
}

/** The sentence of a fault: what is wrong and how to put it right. */
export function faultSentence(fault: Fault, language: Language = 'it'): string {
  const messages: Messages = language === 'it' ? italian : english;
  const values = { value: fault.value ?? '', column: fault.column ?? '', ...fault.details };
  return say(messages, `fault.${fault.code}`, values, language);
}

function shortened(fault: Fault): Fault {
  const { value } = fault;
  if (value === undefined || value.length <= valueLengthMax) return fault;
  return { ...fault, value: `${value.slice(0, valueLengthMax)}…` };
}

function moreOf(file: string, count = 0): Fault[] {
  if (count === 0) return [];
  return [
    { severity: 'warning', code: 'more-faults', file, line: 0, column: null, details: { count } },
  ];
}

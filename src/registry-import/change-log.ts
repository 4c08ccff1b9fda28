// What an import changes, or would change: counts per kind, and the first changes by their codes.

export type ChangeKind =
  | 'service'
  | 'kitchen'
  | 'serving-site'
  | 'school'
  | 'shift'
  | 'class'
  | 'supply'
  | 'canteen-weekdays'
  | 'closure'
  | 'pupil'
  | 'membership'
  | 'guardian'
  | 'guardianship'
  | 'enrolment'
  | 'diet'
  | 'adult'
  | 'menu'
  | 'menu-week';

export type Act = 'added' | 'changed' | 'same';

/** Codes, never names or diets: the list goes to the screen of who imports. */
export interface Change {
  readonly kind: ChangeKind;
  readonly act: 'added' | 'changed';
  readonly key: string;
}

export type ChangeCounts = Readonly<Record<Act, number>>;

export interface ChangeLog {
  note(kind: ChangeKind, act: Act, key: string): void;
  /** Kinds that the files speak of, in the order of the files. */
  counts(): readonly (ChangeCounts & { readonly kind: ChangeKind })[];
  list(): readonly Change[];
}

/** Of each kind: the counts go on. */
const listedMax = 1000;

export function changeLog(): ChangeLog {
  const counts = new Map<ChangeKind, Record<Act, number>>();
  const list: Change[] = [];
  return {
    note(kind, act, key) {
      const count = counts.get(kind) ?? { added: 0, changed: 0, same: 0 };
      counts.set(kind, count);
      count[act] += 1;
      if (act !== 'same' && count.added + count.changed <= listedMax) list.push({ kind, act, key });
    },
    counts: () => [...counts].map(([kind, count]) => ({ kind, ...count })),
    list: () => list,
  };
}

// What verification can find wrong; each kind has its sentence in the texts under `finding.<kind>`.

export type FindingKind =
  | 'position-missing'
  | 'receipt-missing'
  | 'payload-changed'
  | 'text-of-another'
  | 'signature-wrong'
  | 'key-unknown'
  | 'head-wrong'
  | 'prior-head-unknown'
  | 'never-sealed'
  | 'published-rows-missing'
  | 'published-head-differs'
  | 'published-key-unknown'
  | 'published-line-damaged';

export interface Finding {
  readonly kind: FindingKind;
  /** The receipt, where one is left to name. */
  readonly code: string | null;
  /** Where in the chain, where that is known. */
  readonly position: number | null;
  /** The last of several positions; else the same as `position`. */
  readonly to: number | null;
}

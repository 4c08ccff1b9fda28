// The calendars of the Regions as data: where lessons begin and end and which days they suspend (calendario scolastico regionale).

/** A day of the year that moves with the calendar: fixed, or counted from Easter Sunday. */
export type YearDay =
  | { readonly month: number; readonly day: number; readonly inYear: 'first' | 'second' }
  | { readonly daysFromEaster: number };

export interface RegionalRule {
  /** The act that says so, for whoever reads the calendar. */
  readonly source: string;
  readonly begins: { readonly nursery: YearDay; readonly others: YearDay };
  readonly ends: { readonly nursery: YearDay; readonly others: YearDay };
  readonly closures: readonly {
    readonly from: YearDay;
    readonly to: YearDay;
    readonly reason: string;
  }[];
}

/**
 * Lombardy's rule is permanent: nursery from 5 September to 30 June, the others from 12 September to 8 June;
 * Christmas 23 December – 5 January, Carnival the two days before Lent (Roman rite), Easter from the Thursday
 * before to the Tuesday after. Source: DGR IX/3318 of 18 April 2012.
 */
export const lombardy: RegionalRule = {
  source: 'DGR Lombardia IX/3318 del 18 aprile 2012',
  begins: {
    nursery: { month: 9, day: 5, inYear: 'first' },
    others: { month: 9, day: 12, inYear: 'first' },
  },
  ends: {
    nursery: { month: 6, day: 30, inYear: 'second' },
    others: { month: 6, day: 8, inYear: 'second' },
  },
  closures: [
    {
      from: { month: 12, day: 23, inYear: 'first' },
      to: { month: 1, day: 6, inYear: 'second' },
      reason: 'Vacanze di Natale',
    },
    { from: { daysFromEaster: -48 }, to: { daysFromEaster: -47 }, reason: 'Vacanze di Carnevale' },
    { from: { daysFromEaster: -3 }, to: { daysFromEaster: 2 }, reason: 'Vacanze di Pasqua' },
  ],
};

export const regionalRules: Readonly<Record<string, RegionalRule>> = { lombardy };

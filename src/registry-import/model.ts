// What a municipality's files say once they are read: records keyed by the codes that people use, no identifiers yet.
import type { Grade } from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';
import type { FiscalCode } from '#ground/fiscal-code.ts';
import type { Language } from '#ground/sentence.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import type { RotationWeek, Season } from '#menus/model.ts';

/** Where a record was written, so that whatever is found later can name the line. */
export interface Place {
  readonly file: string;
  /** The physical line of the file, 1 = the first. */
  readonly line: number;
}

/** Both ends inclusive; `from` null: the cell was empty, and whoever applies the record chooses the day. */
export interface WrittenRange {
  readonly from: Day | null;
  readonly to: Day | null;
}

export interface ClassKey {
  readonly schoolCode: string;
  /** The calendar year in which it starts: 2026 for 2026/27. */
  readonly schoolYear: number;
  readonly classCode: string;
}

export interface ServiceRecord {
  readonly code: string;
  readonly name: string;
}

export interface SchoolRecord {
  readonly code: string;
  readonly name: string;
  readonly grade: Grade;
  readonly instituteName: string;
  readonly place: Place;
}

/** Which kitchen cooks for a school and where it eats; both names, as the authority calls them. */
export interface SupplyRecord {
  readonly schoolCode: string;
  readonly serviceCode: string;
  readonly kitchenName: string;
  readonly servingSiteName: string;
  readonly range: WrittenRange;
  readonly place: Place;
}

export interface ShiftRecord {
  readonly schoolCode: string;
  readonly name: string;
  /** 'HH:MM'; null: not said, and a shift that exists already keeps its time. */
  readonly startsAt: string | null;
  readonly place: Place;
}

export interface ClassRecord {
  readonly key: ClassKey;
  readonly name: string;
  readonly shiftName: string;
  readonly place: Place;
}

/** The weekdays on which a class has canteen, from a day on. */
export interface CanteenWeekdaysRecord {
  readonly classKey: ClassKey;
  readonly serviceCode: string;
  readonly weekdays: Weekdays;
  readonly range: WrittenRange;
  readonly place: Place;
}

export interface PupilRecord {
  readonly code: string;
  /** Null: the cell was empty, and a code that the pupil has already stays. The same for what follows. */
  readonly phoneCode: string | null;
  readonly lastName: string;
  readonly firstName: string;
  readonly fiscalCode: FiscalCode | null;
  readonly bornOn: Day | null;
  readonly place: Place;
}

export interface MembershipRecord {
  readonly pupilCode: string;
  readonly classKey: ClassKey;
  readonly range: WrittenRange;
  readonly place: Place;
}

export interface GuardianRecord {
  /** Only within one reading: the fiscal code, else the e-mail and name, else the name beside one pupil. */
  readonly key: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly fiscalCode: FiscalCode | null;
  readonly email: string | null;
  /** International form, '+393331234567'. */
  readonly mobile: string | null;
  readonly language: Language;
  readonly place: Place;
}

export type Relation = 'mother' | 'father' | 'guardian' | 'foster-parent' | 'other';

export interface GuardianshipRecord {
  readonly guardianKey: string;
  readonly pupilCode: string;
  readonly relation: Relation;
  /** Neither changes days nor is told; null: not said, and stays as it is. */
  readonly restricted: boolean | null;
  readonly place: Place;
}

export interface EnrolmentRecord {
  readonly pupilCode: string;
  readonly serviceCode: string;
  readonly weekdays: Weekdays;
  readonly range: WrittenRange;
  readonly place: Place;
}

export type ClosureTarget =
  | { readonly kind: 'tenant' }
  | { readonly kind: 'grade'; readonly grade: Grade }
  | { readonly kind: 'school'; readonly schoolCode: string }
  | { readonly kind: 'class'; readonly classKey: ClassKey };

export interface ClosureRecord {
  readonly target: ClosureTarget;
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly reason: string;
  readonly place: Place;
}

export type DietKind = 'health' | 'ethical';

export interface DietRecord {
  readonly pupilCode: string;
  readonly kind: DietKind;
  readonly variant: string;
  readonly plateLabel: string;
  /** Stored encrypted; null: none. */
  readonly note: string | null;
  readonly range: WrittenRange;
  readonly place: Place;
}

/** A member of staff who eats with the children. */
export interface AdultRecord {
  readonly code: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly schoolCode: string;
  readonly shiftName: string;
  readonly serviceCode: string;
  readonly weekdays: Weekdays;
  readonly range: WrittenRange;
  readonly place: Place;
}

/** A season of menus with all its weeks, as drafts: publishing them is an act of a person. */
export interface MenuRecord extends Pick<
  Season,
  'name' | 'kind' | 'grade' | 'rotationWeeks' | 'spans'
> {
  readonly serviceCode: string;
  readonly weeks: readonly { readonly week: number; readonly days: RotationWeek }[];
  readonly place: Place;
}

/** Everything that the files say. A kind whose file is missing is empty, and then nothing of that kind changes. */
export interface Registry {
  /** Of rows that do not name one. */
  readonly schoolYear: number;
  readonly services: readonly ServiceRecord[];
  readonly schools: readonly SchoolRecord[];
  readonly supplies: readonly SupplyRecord[];
  readonly shifts: readonly ShiftRecord[];
  readonly classes: readonly ClassRecord[];
  readonly canteenWeekdays: readonly CanteenWeekdaysRecord[];
  readonly pupils: readonly PupilRecord[];
  readonly memberships: readonly MembershipRecord[];
  readonly guardians: readonly GuardianRecord[];
  readonly guardianships: readonly GuardianshipRecord[];
  readonly enrolments: readonly EnrolmentRecord[];
  readonly closures: readonly ClosureRecord[];
  readonly diets: readonly DietRecord[];
  readonly adults: readonly AdultRecord[];
  readonly menus: readonly MenuRecord[];
}

/** What the database holds already, as far as reading the files needs it: a file may name what another import brought. */
export interface Known {
  readonly services: readonly ServiceRecord[];
  readonly schools: readonly Pick<SchoolRecord, 'code' | 'name'>[];
  readonly shifts: readonly Pick<ShiftRecord, 'schoolCode' | 'name'>[];
  readonly classes: readonly Pick<ClassRecord, 'key' | 'name'>[];
  readonly pupils: readonly Pick<PupilRecord, 'code' | 'phoneCode'>[];
}

export const nothingKnown: Known = {
  services: [],
  schools: [],
  shifts: [],
  classes: [],
  pupils: [],
};

/** One text for a class, for maps. */
export function classKeyText(key: ClassKey): string {
  return `${key.schoolCode}/${key.schoolYear}/${key.classCode}`;
}

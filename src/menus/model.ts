// The words of menus: seasons and their rotation weeks, dishes with allergens, substitutions, publications, a child's plate.
import type { Closure, Grade } from '#calendar/model.ts';
import type { Day, Weekday } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';

/** Regulation (EU) 1169/2011, annex II, in its order. */
export const allergens = [
  'gluten',
  'crustaceans',
  'eggs',
  'fish',
  'peanuts',
  'soy',
  'milk',
  'nuts',
  'celery',
  'mustard',
  'sesame',
  'sulphites',
  'lupin',
  'molluscs',
] as const;
export type Allergen = (typeof allergens)[number];

/** What diets turn on besides allergens; beef and pork are meat too. */
export const foods = ['meat', 'beef', 'pork', 'broad-beans', 'peas'] as const;
export type Food = (typeof foods)[number];

/** In the order in which they come to table. */
export const courses = ['first', 'second', 'side', 'bread', 'fruit', 'snack'] as const;
export type Course = (typeof courses)[number];

/** What lies on a plate. */
export interface Serving {
  readonly name: string;
  readonly allergens: readonly Allergen[];
  readonly foods: readonly Food[];
}

/** What whoever eats by all of these variants gets instead of a dish; null: the dish suits them as it is. */
export interface Substitution {
  /** As diets call them ('Senza glutine'), and `plainVariant` for the plain meal. */
  readonly variants: readonly string[];
  readonly serving: Serving | null;
}

export interface Dish extends Serving {
  readonly course: Course;
  readonly substitutions: readonly Substitution[];
}

/** The plain meal is a variant of its own (RULES B7, C4). */
export const plainVariant = 'in bianco';

export interface WeekdayMenu {
  readonly weekday: Weekday;
  readonly dishes: readonly Dish[];
}

/** One week of the rotation: a document that is read, published and replaced as a whole. */
export type RotationWeek = readonly WeekdayMenu[];

/** Both days inclusive. `firstWeek` is the rotation week in which it begins. */
export interface SeasonSpan {
  readonly from: Day;
  readonly to: Day;
  readonly firstWeek: number;
}

export interface Season {
  readonly seasonId: string;
  readonly name: string;
  readonly kind: 'summer' | 'winter';
  readonly serviceId: string;
  /** Null: of every grade that has no season of its own that day. */
  readonly grade: Grade | null;
  readonly rotationWeeks: number;
  /** A summer menu is served in September and again from April: one season, two spans. */
  readonly spans: readonly SeasonSpan[];
}

/** A rotation week as the office has last written it; only a publication shows it to others. */
export interface Draft {
  readonly draftId: string;
  readonly seasonId: string;
  readonly week: number;
  readonly days: RotationWeek;
}

/** What was published stays as it is; a later one counts from its own first day. */
export interface Publication {
  readonly publicationId: string;
  readonly seasonId: string;
  readonly week: number;
  readonly draftId: string;
  readonly validFrom: Day;
  readonly publishedAt: Instant;
}

/** On one day these dishes take the place of the planned ones of their courses; the last one recorded counts. */
export interface DayChange {
  readonly seasonId: string;
  readonly day: Day;
  /** None: back to the plan. */
  readonly dishes: readonly Dish[];
  readonly reason: string;
  readonly recordedAt: Instant;
}

/** Everything that decides which menu a day has. */
export interface MenuFacts {
  readonly seasons: readonly Season[];
  readonly publications: readonly Publication[];
  /** By publication. */
  readonly weeks: ReadonlyMap<string, RotationWeek>;
  readonly changes: readonly DayChange[];
  /** A week that is closed as a whole does not count for the rotation. */
  readonly closures: readonly Closure[];
}

export interface ServedDish extends Dish {
  /** The planned dish that it replaces on this day; null when it is the planned one, '' when none was planned. */
  readonly insteadOf: string | null;
}

export type MenuOfDay =
  | { readonly kind: 'no-season' }
  | { readonly kind: 'not-published'; readonly season: Season; readonly week: number }
  | {
      readonly kind: 'menu';
      readonly season: Season;
      readonly week: number;
      readonly dishes: readonly ServedDish[];
      /** Why the day differs from the plan, where it does. */
      readonly changedBecause: string | null;
    };

/** One course of a child's plate. `kitchen`: nothing suitable is declared, the kitchen replaces the dish. */
export type PlateLine = { readonly course: Course } & (
  | { readonly served: 'menu' | 'instead'; readonly serving: Serving }
  | { readonly served: 'kitchen'; readonly serving: null }
);

export type MenuRefusal =
  | 'not-allowed'
  | 'season-not-found'
  | 'service-not-found'
  | 'name-taken'
  | 'dates-backwards'
  | 'seasons-overlap'
  | 'past-would-change'
  | 'week-not-in-rotation'
  | 'course-twice'
  | 'unsafe-substitution'
  | 'weeks-incomplete'
  | 'nothing-to-publish'
  | 'nothing-on-that-day'
  | 'key-reused';

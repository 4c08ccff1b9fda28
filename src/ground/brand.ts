// A brand makes two strings of different meaning two types; at run time it does not exist.
declare const brand: unique symbol;

/** Write `type Day = string & Brand<'Day'>`; only the constructor of that type may cast to it. */
export interface Brand<Name extends string> {
  readonly [brand]: Name;
}

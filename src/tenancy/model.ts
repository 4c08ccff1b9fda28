// The words of tenancy: the authority that is served, and its dated settings.
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Language } from '#ground/sentence.ts';

/** An authority: a Comune, a union of them, or a concessionaire that answers to families by itself. */
export interface Tenant {
  readonly tenantId: number;
  /** Short name in addresses, files and receipts: lower-case letters, digits, hyphens; it never changes. */
  readonly slug: string;
  readonly name: string;
  /** Two letters, 'BG'. */
  readonly province: string;
  readonly regionName: string;
  /** The sender of its mail. */
  readonly mailFrom: string;
  /** Since when we serve it: days before are nobody's to close. */
  readonly createdAt: Instant;
}

/** True for what may be a slug: it stands in addresses, file names and the signed text of receipts. */
export function isSlug(text: string): boolean {
  return /^[a-z][a-z0-9-]{1,48}[a-z0-9]$/.test(text);
}

/** A number that is answered for an authority (RULES F1). */
export interface PhoneLine {
  /** E.164, '+390350000000'. */
  readonly number: string;
  readonly kind: 'voice' | 'sms';
  /** What reaching it costs, as families are told; null: nothing is said. */
  readonly cost: Readonly<Record<Language, string>> | null;
}

/** True for a number as lines are kept and looked up: E.164, nothing between the digits. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** Whom a setting is for. Of several that hold, the most specific counts: school, then service, then tenant. */
export type SettingScope =
  | { readonly kind: 'tenant' }
  | { readonly kind: 'service'; readonly serviceId: string }
  | { readonly kind: 'school'; readonly schoolId: string };

/**
 * A setting as its room declares it. The sentence that explains it to the office is in the room's texts under
 * `setting.<key>`. `schema` is a zod schema; null is no value: it means "as the wider scope says".
 */
export interface SettingDefinition<T> {
  /** `room.setting-name`, unique in the installation. */
  readonly key: string;
  readonly schema: SettingSchema<T>;
  readonly default: T;
}

/** What is needed of a zod schema; pure files may name it. */
export interface SettingSchema<T> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** A row of `tenancy.setting_view`. */
export interface SettingRow {
  readonly scope: SettingScope['kind'];
  /** The service or the school; null for the tenant. */
  readonly scopeId: string | null;
  readonly key: string;
  /** Null withdraws what this scope said: from then on the wider scope counts again. */
  readonly value: unknown;
  readonly validFrom: Day;
  readonly recordedAt: Instant;
}

// Which setting counts: the scope, the day and the order of recording.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import type { SettingDefinition, SettingRow } from '#tenancy/model.ts';
import { resolveSetting } from '#tenancy/settings.ts';

const cutOff: SettingDefinition<string> = {
  key: 'sample.cut-off',
  schema: z.string().regex(/^\d\d:\d\d$/),
  default: '09:30',
};

function row(value: unknown, more: Partial<SettingRow> = {}): SettingRow {
  return {
    scope: 'tenant',
    scopeId: null,
    key: cutOff.key,
    value,
    validFrom: asDay('2026-09-01'),
    recordedAt: asInstant(0),
    ...more,
  };
}

const monday = asDay('2026-11-23');
const lunchOfRodari = { serviceId: 'lunch', schoolId: 'rodari', day: monday };
const resolve = (rows: readonly SettingRow[], place = lunchOfRodari): string =>
  resolveSetting(cutOff, rows, place);

test('with nothing recorded the default of the circular holds', () => {
  expect(resolve([])).toBe('09:30');
  expect(resolve([row('08:00', { key: 'sample.other' })])).toBe('09:30');
});

test('what a school says goes before the service, and the service before the tenant', () => {
  const tenant = row('09:00');
  const service = row('08:45', { scope: 'service', scopeId: 'lunch' });
  const school = row('08:30', { scope: 'school', scopeId: 'rodari' });
  expect(resolve([school, service, tenant])).toBe('08:30');
  expect(resolve([tenant, service])).toBe('08:45');
  expect(resolve([tenant, school], { ...lunchOfRodari, schoolId: 'montessori' })).toBe('09:00');
});

test('an older rule of the school still goes before a newer one of the tenant', () => {
  const school = row('08:30', { scope: 'school', scopeId: 'rodari' });
  expect(resolve([school, row('09:00', { validFrom: asDay('2026-11-01') })])).toBe('08:30');
});

test('a setting counts from its first day on, that day included', () => {
  const rows = [row('09:00'), row('08:00', { validFrom: asDay('2026-11-24') })];
  expect(resolve(rows)).toBe('09:00');
  expect(resolve(rows, { ...lunchOfRodari, day: asDay('2026-11-24') })).toBe('08:00');
});

test('of two with the same first day the one recorded later counts, in whatever order they come', () => {
  const first = row('09:00', { recordedAt: asInstant(1) });
  const second = row('08:00', { recordedAt: asInstant(2) });
  expect(resolve([first, second])).toBe('08:00');
  expect(resolve([second, first])).toBe('08:00');
  expect(resolve([row('07:00'), row('07:30')])).toBe('07:30');
});

test('a school that withdraws its own rule follows the tenant again', () => {
  const said = row('08:30', { scope: 'school', scopeId: 'rodari' });
  const withdrawn = { ...said, value: null, validFrom: asDay('2026-11-20') };
  expect(resolve([row('09:00'), said, withdrawn])).toBe('09:00');
  expect(resolve([row('09:00'), row(null, { recordedAt: asInstant(1) })])).toBe('09:30');
});

test('a stored value that the definition does not know is a fault, not a default', () => {
  expect(() => resolve([row('half past nine')])).toThrow('sample.cut-off');
});

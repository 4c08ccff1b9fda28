// The demo's clock: it begins on the school morning, runs, is moved forward, and survives a restart.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { demoMorning, openDemoClock, pastClock } from '#demo/demo-clock.ts';
import { parseInstant, plusSeconds } from '#ground/instant.ts';
import { romeIso } from '#platform/rome.ts';

let file = '';
let realMs = 0;
const real = (): number => realMs;
const at = (text: string) => parseInstant(text)!;

beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'refettorio-clock-')), 'demo-clock.json');
  realMs = 1_700_000_000_000;
});

describe('the demo’s clock', () => {
  test('shows a quarter past eight of a school Monday at the first start, and runs', async () => {
    const clock = await openDemoClock(file, real);
    expect(romeIso(clock.now())).toBe('2026-11-23T08:15:00.000+01:00');
    realMs += 90_000;
    expect(clock.now()).toBe(plusSeconds(demoMorning, 90));
  });

  test('moves forward, goes on from there, and still knows it after a restart', async () => {
    const clock = await openDemoClock(file, real);
    const moved = await clock.moveTo(at('2026-11-23T09:29:30+01:00'));
    expect(moved.ok).toBe(true);
    realMs += 30_000;
    expect(romeIso(clock.now())).toBe('2026-11-23T09:30:00.000+01:00');
    const again = await openDemoClock(file, real);
    expect(romeIso(again.now())).toBe('2026-11-23T09:30:00.000+01:00');
  });

  test('refuses to go back, and keeps the time that it had', async () => {
    const clock = await openDemoClock(file, real);
    const moved = await clock.moveTo(plusSeconds(demoMorning, -1));
    expect(moved).toMatchObject({ ok: false, refusal: 'clock-backwards' });
    expect(clock.now()).toBe(demoMorning);
  });

  test('refuses a day after the school year', async () => {
    const clock = await openDemoClock(file, real);
    expect(await clock.moveTo(at('2027-07-01T08:00:00+02:00'))).toMatchObject({
      refusal: 'clock-too-far',
    });
  });

  test('waits when the machine’s clock is set back', async () => {
    const clock = await openDemoClock(file, real);
    realMs += 60_000;
    const before = clock.now();
    realMs -= 3_600_000;
    expect(clock.now()).toBe(before);
  });
});

test('the clock of the past never goes back', () => {
  const clock = pastClock();
  clock.set(demoMorning);
  expect(() => clock.set(plusSeconds(demoMorning, -1))).toThrow('the past runs forward');
});

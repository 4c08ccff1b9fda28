// Waits for what can only be asked for, in small steps.
import { setTimeout as wait } from 'node:timers/promises';

const stepMs = 20;

/** True as soon as it holds; false when it has not within that time. */
export async function pollUntil(holds: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const endsAt = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > endsAt) return false;
    await wait(stepMs);
  }
  return true;
}

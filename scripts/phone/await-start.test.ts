// A program that takes long to start is waited for, and one that does not start is a reason and no fault of ours.
import { expect, test } from 'vitest';
import { awaitStart } from './await-start.ts';
import type { Starting } from './await-start.ts';

/** A program that answers after so many seconds, or ends after so many. */
function program(answersAfter: number, endsAfter = Number.POSITIVE_INFINITY, log = ''): Starting {
  let seconds = 0;
  return {
    name: 'Asterisk',
    secondsMax: 90,
    answers: async () => seconds >= answersAfter,
    hasEnded: () => seconds >= endsAfter,
    log: async () => log,
    nowMs: () => seconds * 1000,
    pause: async () => void (seconds += 1),
  };
}

test('one that answers at once, and one that takes more than half a minute, have started', async () => {
  expect(await awaitStart(program(0))).toEqual({ ok: true });
  expect(await awaitStart(program(75))).toEqual({ ok: true });
});

test('one that never answers is given up after its time, with the end of what it wrote', async () => {
  const log = 'one\ntwo\n\nWARNING three\nERROR four\n';
  expect(await awaitStart(program(Number.POSITIVE_INFINITY, undefined, log))).toEqual({
    ok: false,
    why: 'Asterisk did not start within 90 seconds (two | WARNING three | ERROR four)',
  });
});

test('one that has ended is not waited for', async () => {
  expect(await awaitStart(program(60, 2))).toEqual({
    ok: false,
    why: 'Asterisk ended as soon as it was started (it has written nothing)',
  });
});

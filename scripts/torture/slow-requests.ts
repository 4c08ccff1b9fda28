// Requests that never come to an end: a body drop by drop, a body that stays away, headers drop by drop. Each must be cut.
import { connect } from 'node:net';
import type { Tally } from './outcome.ts';

/** By when the line must be cut or answered: the deadline of a body (10 s), Node's of the headers (a minute, looked at every half). */
const slownesses = {
  'a body that trickles': {
    cutWithinSeconds: 15,
    start: 'Content-Length: 5000\r\n\r\n',
    drop: ' ',
  },
  'a body that stays away': {
    cutWithinSeconds: 15,
    start: 'Content-Length: 5000\r\n\r\n',
    drop: '',
  },
  'headers that trickle': { cutWithinSeconds: 95, start: 'X-Slow: a', drop: 'a' },
} as const;
const dropEveryMs = 500;

/** So many of each at once; resolves with how long the slowest of all was borne, in seconds. */
export async function slowRequests(
  base: string,
  host: string,
  countOfEach: number,
  tally: Tally,
): Promise<number> {
  const lasted = await Promise.all(
    Object.entries(slownesses).flatMap(([what, { cutWithinSeconds, start, drop }]) =>
      Array.from({ length: countOfEach }, async () => {
        const seconds = await borneSeconds(base, host, start, drop, cutWithinSeconds);
        if (seconds > cutWithinSeconds)
          tally.faults.push(`${what} was borne for more than ${cutWithinSeconds} s`);
        return seconds;
      }),
    ),
  );
  return Math.max(0, ...lasted);
}

function borneSeconds(
  base: string,
  host: string,
  start: string,
  drop: string,
  cutWithinSeconds: number,
): Promise<number> {
  const { hostname, port } = new URL(base);
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `POST /api/v1/session HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${start}`,
      ),
    );
    const dropping = setInterval(() => drop !== '' && socket.write(drop), dropEveryMs);
    const enough = setTimeout(() => socket.destroy(), (cutWithinSeconds + 5) * 1000);
    socket.resume();
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(dropping);
      clearTimeout(enough);
      resolve((performance.now() - startedMs) / 1000);
    });
  });
}

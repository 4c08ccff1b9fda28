// A fixed amount of work on every core at once: how long it takes says how free and how fast the machine is just now.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const turns = 60_000_000;

/** Milliseconds of the slowest core; some 50 on a free machine. */
export async function spin(): Promise<number> {
  const times = await Promise.all(Array.from({ length: availableParallelism() }, spinOnce));
  return Math.max(...times);
}

const work = `
  const { parentPort } = require('node:worker_threads');
  const from = performance.now();
  let sum = 0;
  for (let turn = 0; turn < ${turns}; turn += 1) sum = (sum + turn) | 0;
  parentPort.postMessage(performance.now() - from + sum * 0);`;

function spinOnce(): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(work, { eval: true });
    worker.once('message', (milliseconds: unknown) => resolve(Number(milliseconds)));
    worker.once('error', reject);
  });
}

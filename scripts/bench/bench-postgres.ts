// The PostgreSQL of every measure: with fsync as in production, and with checkpoints only when a measure asks for one.
import type { RunningPostgres } from '../postgres.ts';
import { findPostgres, startPostgres } from '../postgres.ts';

/** A checkpoint that falls into one side's round and not into the other's decides the ratio. */
const settings = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '1GB',
  checkpoint_timeout: '1h',
  max_wal_size: '32GB',
  max_parallel_workers_per_gather: 0,
};

export async function withPostgres<T>(work: (server: RunningPostgres) => Promise<T>): Promise<T> {
  const server = await startPostgres(findPostgres(), settings);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

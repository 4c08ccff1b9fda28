// `refettorio serve`: answers requests and runs the jobs until it is asked to stop; then it finishes what it has begun.
import { hasPages } from '#api/server.ts';
import type { Command } from '#command/operator.ts';
import { configOf, Refusal, refuseWords, withDatabase } from '#command/operator.ts';
import { startScheduler } from '#platform/scheduler.ts';

export const serveCommand: Command = async (operator, args) => {
  refuseWords(args);
  const config = configOf(operator);
  if (!hasPages()) throw new Refusal('The pages are not built: run "npm run build" first.');
  return withDatabase(operator, config, async (database) => {
    if (config.databaseUrl === undefined) operator.write(embeddedWarning);
    if (config.smtpUrl === undefined) operator.write(noMailWarning);
    const { http, jobs, asterisk } = await operator.compose(config, database);
    await http.listen({ port: config.port, host: config.bind });
    if (config.voiceAgi !== undefined) await asterisk?.listen(config.voiceAgi);
    const scheduler = startScheduler(jobs, operator.log);
    operator.log.info('serving');
    await stopAsked();
    await Promise.all([http.close(), asterisk?.stop()]);
    await scheduler.stop();
    return 0;
  });
};

export const embeddedWarning =
  'The embedded database is for trying and for very small authorities: a power cut can cost the last changes. Set DATABASE_URL for a PostgreSQL.';

const noMailWarning =
  'SMTP_URL is not set: mail to families and offices waits, and expires after some days.';

/** Whoever no longer waits says so with `unless`: otherwise the process would keep listening for it. */
export function stopAsked(unless?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => resolve();
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, stop);
      unless?.addEventListener('abort', () => process.off(name, stop), { once: true });
    }
  });
}

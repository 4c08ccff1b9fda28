// The SMS of an installation, as its configuration says: what sends, what keeps the line open, what takes reports.
import { httpSmsTransport } from '#notifications/http-sms-transport.ts';
import { reportRecorder } from '#notifications/record-report.ts';
import type { ReportMeans } from '#notifications/record-report.ts';
import type { SmsReportsContext } from '#notifications/routes.ts';
import type { SmsListeners, SmsTransport } from '#notifications/sms-model.ts';
import { smppTransport } from '#notifications/smpp-transport.ts';
import { faultName } from '#platform/log.ts';
import type { Job } from '#platform/scheduler.ts';
import type { SmsConfig } from '#platform/sms-config.ts';

export interface OpenedSms {
  readonly transport: SmsTransport;
  readonly jobs: readonly Job[];
  /** Undefined: no provider may call us. */
  readonly reports: SmsReportsContext | undefined;
}

/** `arrived`: who reads what comes in by the same line; without it the message centre is told that nobody does. */
export function openSms(
  config: SmsConfig,
  means: ReportMeans,
  arrived?: SmsListeners['arrived'],
): OpenedSms {
  const reported = reportRecorder(means);
  const { transport: described, webhookSecret: secret, report: mapping } = config;
  const reports = secret === undefined ? undefined : { secret, mapping, reported };
  if (described.kind === 'http')
    return { transport: httpSmsTransport(described), jobs: [], reports };
  const transport = smppTransport(described, {
    reported,
    arrived,
    faulted: (fault) => means.log.alarm('sms-not-taken', { fault: faultName(fault) }),
  });
  const keepOpen = async (): Promise<void> => {
    if (!(await transport.keepOpen())) means.log.alarm('sms-not-connected');
  };
  return { transport, jobs: [{ name: 'keep-sms-line', everySeconds: 30, run: keepOpen }], reports };
}

// The SMS of an installation, as its configuration says: what sends, what keeps the line open, what takes reports.
import { httpSmsTransport } from '#notifications/http-sms-transport.ts';
import { reportRecorder } from '#notifications/record-report.ts';
import type { ReportMeans } from '#notifications/record-report.ts';
import { smsReportRoutes } from '#notifications/routes.ts';
import type { IncomingSmsListener, SmsTransport } from '#notifications/sms-model.ts';
import { smppTransport } from '#notifications/smpp-transport.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { faultName } from '#platform/log.ts';
import type { Job } from '#platform/scheduler.ts';
import type { SmsConfig } from '#platform/sms-config.ts';

export interface OpenedSms {
  readonly transport: SmsTransport;
  readonly jobs: readonly Job[];
  /** Adds the address of delivery reports where a provider may call us, and closes the line with the server. */
  bind(http: HttpApp): Promise<void>;
}

/** `incoming`: who reads what comes in by the same line; without it the message centre is told that nobody does. */
export function openSms(
  config: SmsConfig,
  means: ReportMeans,
  incoming?: IncomingSmsListener,
): OpenedSms {
  const reported = reportRecorder(means);
  const { transport: described, webhookSecret: secret, report: mapping } = config;
  const opened = (transport: SmsTransport, jobs: readonly Job[]): OpenedSms => ({
    transport,
    jobs,
    bind: async (http) => {
      if (secret !== undefined) await smsReportRoutes(http, { secret, mapping, reported });
      http.addHook('onClose', () => transport.close());
    },
  });
  if (described.kind === 'http') return opened(httpSmsTransport(described), []);
  const transport = smppTransport(described, {
    reported,
    incoming,
    faulted: (fault) => means.log.alarm('sms-not-taken', { fault: faultName(fault) }),
  });
  const keepOpen = async (): Promise<void> => {
    if (!(await transport.keepOpen())) means.log.alarm('sms-not-connected');
  };
  return opened(transport, [{ name: 'keep-sms-line', everySeconds: 30, run: keepOpen }]);
}

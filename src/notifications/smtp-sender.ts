// Speaks SMTP with the authority's mail server and says plainly what it answered.
import { createTransport } from 'nodemailer';
import type { Mail, MailAnswer, MailStage } from '#notifications/model.ts';

export interface SmtpOptions {
  /** smtp://user:password@host:587 or smtps://…:465. */
  readonly url: string;
  /** For the connection and for the server's greeting. */
  readonly connectSecondsMax?: number;
  /** How long the server may be silent, also after the last byte of the message. */
  readonly silenceSecondsMax?: number;
}

export interface MailSender {
  /** Never throws for what a server or a network does: every outcome is an answer. */
  send(mail: Mail): Promise<MailAnswer>;
}

export function smtpSender(options: SmtpOptions): MailSender {
  const connectMs = (options.connectSecondsMax ?? 10) * 1000;
  const transport = createTransport({
    url: options.url,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: (options.silenceSecondsMax ?? 60) * 1000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      try {
        await transport.sendMail({
          from: mail.from,
          // As an object, so that a comma in an address never makes two of them.
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.body,
          messageId: mail.messageId,
          date: new Date(mail.writtenAt),
          // RFC 3834 section 5: holiday responders keep still.
          headers: { 'Auto-Submitted': 'auto-generated' },
          xMailer: false,
        });
        return { kind: 'accepted' };
      } catch (fault) {
        return answerOf(fault);
      }
    },
  };
}

interface SmtpFault {
  readonly responseCode?: unknown;
  readonly command?: unknown;
}

function answerOf(fault: unknown): MailAnswer {
  const { responseCode, command }: SmtpFault =
    typeof fault === 'object' && fault !== null ? fault : {};
  return typeof responseCode === 'number'
    ? { kind: 'answered', status: responseCode, stage: stages[String(command)] ?? 'connection' }
    : { kind: 'silent' };
}

const stages: Readonly<Record<string, MailStage>> = {
  'MAIL FROM': 'sender',
  'RCPT TO': 'recipient',
  DATA: 'content',
};

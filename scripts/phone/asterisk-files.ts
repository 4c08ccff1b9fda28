// What the test's Asterisk reads: a transport for calls of this machine, and a plan that hands each of them to our server.
export interface AgiPorts {
  readonly agiPort: number;
  /** Of the same server, behind a line on which its commands come late: for numbers with `lateDigit` before them. */
  readonly lateAgiPort: number;
}

export interface AsteriskPorts extends AgiPorts {
  readonly sipPort: number;
}

export const lateDigit = '9';

/** Inside Asterisk's own root. */
export const folder = '/etc/asterisk-refettorio';
export const own = '/run/asterisk-refettorio';

export function filesOf(
  at: AsteriskPorts & { readonly modules: string },
): Readonly<Record<string, string>> {
  return {
    'asterisk.conf': `[directories]
astetcdir => ${folder}
astmoddir => ${at.modules}
astvarlibdir => /var/lib/asterisk
astdbdir => ${own}
astkeydir => /var/lib/asterisk
astdatadir => /usr/share/asterisk
astagidir => /usr/share/asterisk/agi-bin
astspooldir => /var/spool/asterisk
astrundir => ${own}
astlogdir => ${own}
`,
    'extensions.conf': `[in]
exten => _X.,1,AGI(agi://127.0.0.1:${at.agiPort}/call)
 same => n,Hangup()
exten => _${lateDigit}X.,1,AGI(agi://127.0.0.1:${at.lateAgiPort}/call,\${EXTEN:1})
 same => n,Hangup()
`,
    'logger.conf': '[logfiles]\nmessages => warning,error\n',
    // With autoload off, chan_pjsip misses what it needs.
    'modules.conf': `[modules]
autoload=yes
${[
  'chan_iax2',
  'res_hep',
  'chan_unistim',
  'pbx_dundi',
  'chan_skinny',
  'chan_mgcp',
  'app_queue',
  'cdr_csv',
]
  .map((name) => `noload=${name}.so`)
  .join('\n')}
`,
    'pjsip.conf': `[transport-udp]
type=transport
protocol=udp
bind=127.0.0.1:${at.sipPort}
[anonymous]
type=endpoint
context=in
disallow=all
allow=alaw
dtmf_mode=rfc4733
`,
    'rtp.conf': '[general]\nrtpstart=21000\nrtpend=21998\n',
  };
}

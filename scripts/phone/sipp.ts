// Callers: SIPp dials, waits as a person does, presses keys that travel as RTP, and hangs up or is hung up on.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';
import type { Ended } from './run-program.ts';

export interface Callers {
  /** National form, as a trunk sends it; each dials once, all at the same time. */
  readonly from: readonly string[];
  /** The number that is dialled. */
  readonly to: string;
  /** Seconds to wait, or keys to press. */
  readonly steps: readonly (number | string)[];
  /** Who hangs up after the steps: the caller at once, or the line within half a minute. */
  readonly end: 'caller' | 'line';
}

/** What went wrong with one of the calls, in SIPp's words; undefined when all went as planned. */
export async function dial(callers: Callers, sipPort: number): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'refettorio-sipp-'));
  try {
    await writeFile(join(folder, 'call.xml'), scenarioOf(callers));
    await writeFile(
      join(folder, 'callers.csv'),
      `SEQUENTIAL\n${callers.from.map((number) => `${number};`).join('\n')}\n`,
    );
    const count = String(callers.from.length);
    const call = async (): Promise<Ended> => {
      const words = [
        `-sf call.xml -inf callers.csv -s ${callers.to} -m ${count} -r ${count} -l ${count}`,
        `-nostdin -timeout 120s -timeout_error -i 127.0.0.1 -mi 127.0.0.1`,
        `-p ${await freeUdpPort()} 127.0.0.1:${sipPort}`,
      ];
      return runProgram('sipp', words.join(' ').split(' '), { secondsMax: 150, cwd: folder });
    };
    const first = await call();
    // Somebody was quicker to the port: nobody has dialled yet.
    const { code, said } = first.code !== 0 && portTaken.test(first.said) ? await call() : first;
    return code === 0 ? undefined : `SIPp ended with ${code}: ${said.slice(-1500)}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const portTaken = /unable to bind|address already in use/i;

/** Whatever else answers on this machine's usual ports is left alone. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

function scenarioOf({ steps, end }: Callers): string {
  const acts = steps.map((step, index) => {
    if (typeof step === 'number') return pause(step);
    // The line may hang up after the last key: then SIPp has to be listening already.
    const isLast = end === 'line' && index === steps.length - 1;
    const press = `<nop><action><exec play_dtmf="${step}"/></action></nop>`;
    return isLast ? press : press + pause(step.length * secondsAKey);
  });
  return `<?xml version="1.0"?><!DOCTYPE scenario SYSTEM "sipp.dtd"><scenario name="caller">
${invite}
<recv response="100" optional="true"/><recv response="180" optional="true"/><recv response="183" optional="true"/>
<recv response="200" rrs="true"/>
${ack}
${acts.join('\n')}
${end === 'caller' ? bye : byeOfLine}
</scenario>
`;
}

/** SIPp goes on while its keys travel, and new ones would cut them off. */
const secondsAKey = 0.45;

const pause = (seconds: number): string => `<pause milliseconds="${Math.round(seconds * 1000)}"/>`;

const to = 'sip:[service]@[remote_ip]:[remote_port]';
const common = `From: <sip:[field0]@[local_ip]:[local_port]>;tag=[call_number]
Call-ID: [call_id]
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70`;
const via = 'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]';

// SIPp 3.6 sends keys as payload type 96, so 96 is what it has to offer.
const invite = `<send retrans="500"><![CDATA[
INVITE ${to} SIP/2.0
${via}
To: <${to}>
${common}
CSeq: 1 INVITE
Content-Type: application/sdp
Content-Length: [len]

v=0
o=u 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [auto_media_port] RTP/AVP 8 96
a=rtpmap:8 PCMA/8000
a=rtpmap:96 telephone-event/8000
a=fmtp:96 0-15
]]></send>`;

const request = (method: string, number: number): string => `${method} ${to} SIP/2.0
${via}
To: <${to}>[peer_tag_param]
${common}
CSeq: ${number} ${method}
Content-Length: 0
`;
const ack = `<send><![CDATA[
${request('ACK', 1)}
]]></send>`;
const bye = `<send retrans="500"><![CDATA[
${request('BYE', 2)}
]]></send>
<recv response="200"/>`;
const byeOfLine = `<recv request="BYE" timeout="30000"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>`;

// The line protocol of AGI: what Asterisk writes is understood, and everything else is named malformed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agiCommand,
  answerReader,
  calledNumberOf,
  callerNumberOf,
  keyOfCode,
  lineReader,
  readHeaderLine,
  playCommands,
} from '#voice/agi-protocol.ts';

describe('lines', () => {
  test('come out whole however the wire cuts them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z0-9 =_:]{0,30}$/), { minLength: 1, maxLength: 20 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 17 })),
        (lines, sizes) => {
          const reader = lineReader(100);
          const wire = lines.map((line) => `${line}\r\n`).join('');
          const read: string[] = [];
          for (let at = 0; at < wire.length;) {
            const size = sizes.next().value;
            const taken = reader.take(wire.slice(at, at + size));
            if (taken !== 'line-too-long') read.push(...taken);
            at += size;
          }
          expect(read).toEqual(lines);
        },
      ),
    );
  });

  test('that are too long are said to be so before they end', () => {
    const reader = lineReader(100);
    expect(reader.take('x'.repeat(100))).toEqual([]);
    expect(reader.take('x')).toBe('line-too-long');
    expect(lineReader(100).take(`ok\n${'x'.repeat(101)}\n`)).toBe('line-too-long');
  });
});

test.each([
  ['agi_callerid: 3471234567', { name: 'callerid', value: '3471234567' }],
  ['agi_calleridname: Anna: la nonna', { name: 'calleridname', value: 'Anna: la nonna' }],
  ['agi_arg_1: ', { name: 'arg_1', value: '' }],
  ['agi_rdnis:', { name: 'rdnis', value: '' }],
])('the header line "%s" is read', (line, header) => expect(readHeaderLine(line)).toEqual(header));

test.each(['callerid: 1', 'agi_: 1', 'agi_CALLERID: 1', 'agi_callerid 1', 'GET / HTTP/1.1', ' '])(
  'the header line "%s" is malformed',
  (line) => expect(readHeaderLine(line)).toBeUndefined(),
);

describe('answers', () => {
  const result = (given: string, note?: string, endpos?: number) => ({
    kind: 'result',
    result: given,
    note,
    endpos,
  });
  test.each([
    ['200 result=0', result('0')],
    ['200 result=-1', result('-1')],
    ['200 result=49 endpos=13440', result('49', undefined, 13_440)],
    ['200 result=0 endpos=0', result('0', undefined, 0)],
    ['200 result=-1 endpos=13440', result('-1', undefined, 13_440)],
    ['200 result=123456', result('123456')],
    ['200 result=12*', result('12*')],
    ['200 result=12 (timeout)', result('12', 'timeout')],
    ['200 result= (timeout)', result('', 'timeout')],
    ['200 result=', result('')],
    ['510 Invalid or unknown command', { kind: 'not-done', code: 510 }],
    [
      '511 Command Not Permitted on a dead channel or intercept routine',
      { kind: 'not-done', code: 511 },
    ],
    ['HANGUP', { kind: 'hang-up' }],
  ])('"%s" is understood', (line, answer) => expect(answerReader()(line)).toEqual(answer));

  test.each([
    '',
    '200',
    '200 result',
    '200 result=-2',
    '200 result=1e9',
    '200 result=49 endpos=99999999999999',
    '201 result=0',
    '5100 x',
    'hangup',
    'HANGUP ',
    '200 result=0; rm -rf /',
    '\u0000\u0001',
  ])('"%s" is malformed', (line) => expect(answerReader()(line)).toEqual({ kind: 'malformed' }));

  test('an answer of several lines is one answer, whatever its lines say', () => {
    const read = answerReader();
    const lines = [
      '520-Invalid command syntax.  Proper usage follows:',
      'HANGUP',
      '200 result=1',
      '520 End of proper usage.',
      '200 result=0',
    ];
    expect(lines.map((line) => read(line).kind)).toEqual([
      'part',
      'part',
      'part',
      'not-done',
      'result',
    ]);
  });

  test('an answer of several lines that does not end is malformed', () => {
    const read = answerReader(3);
    const kinds = ['520-x', 'a', 'b', 'c', 'd'].map((line) => read(line).kind);
    expect(kinds).toEqual(['part', 'part', 'part', 'part', 'malformed']);
  });

  test('no line makes the reader throw', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (lines) => {
        const read = answerReader();
        for (const line of lines) expect(read(line).kind).toMatch(/^[a-z-]+$/);
      }),
    );
  });
});

describe('commands', () => {
  test('put what is given to them in quotes', () => {
    expect(agiCommand('STREAM FILE', '/var/lib/it/un "nome"', '12*#')).toBe(
      'STREAM FILE "/var/lib/it/un \\"nome\\"" "12*#"\n',
    );
    expect(agiCommand('GET DATA', '', 5000, 6)).toBe('GET DATA "" 5000 6\n');
    expect(agiCommand('ANSWER')).toBe('ANSWER\n');
  });

  test('take no line break: it would be a command of its own', () => {
    expect(() => agiCommand('STREAM FILE', 'a\nHANGUP')).toThrow('control character');
  });
});

test.each([
  ['49', '1'],
  ['48', '0'],
  ['42', '*'],
  ['35', '#'],
  ['0', undefined],
  ['65', undefined],
  ['10', undefined],
  ['999', undefined],
  ['', undefined],
])('the result "%s" is the key %s', (result, key) => expect(keyOfCode(result)).toBe(key));

describe('numbers of a call', () => {
  const header = (fields: Record<string, string>) => new Map(Object.entries(fields));

  test.each([
    [{ callerid: '3471234567' }, '+393471234567'],
    [{ callerid: '034621000', callingpres: '0' }, '+39034621000'],
    [{ callerid: '+41791234567', callingpres: '3' }, '+41791234567'],
    [{ callerid: 'unknown' }, null],
    [{ callerid: 'anonymous' }, null],
    [{ callerid: '' }, null],
    [{}, null],
    [{ callerid: '3471234567', callingpres: '32' }, null],
    [{ callerid: '3471234567', callingpres: '35' }, null],
    [{ callerid: '3471234567', callingpres: 'x' }, null],
  ])('%j is the caller %s', (fields, number) =>
    expect(callerNumberOf(header(fields))).toBe(number),
  );

  test.each([
    [{ dnid: '0399555010', extension: '101' }, '+390399555010'],
    [{ dnid: 'unknown', extension: '0399555010' }, '+390399555010'],
    [{ arg_1: '+390399555010', dnid: '101', extension: 's' }, '+390399555010'],
    [{ arg_1: '', dnid: '800123456' }, '+39800123456'],
    [{ dnid: 'unknown', extension: 's' }, undefined],
    [{}, undefined],
  ])('%j is a call to %s', (fields, number) => expect(calledNumberOf(header(fields))).toBe(number));
});

describe('files that are played in one command', () => {
  test('stand in it one after the other', () => {
    expect(playCommands(['/a/1', '/a/2'])).toEqual(['EXEC "Background" "/a/1&/a/2"\n']);
  });

  test('are cut where Asterisk would cut the line, and none is lost', () => {
    const files = Array.from({ length: 100 }, (_, index) => `/sounds/${'x'.repeat(40)}${index}`);
    const commands = playCommands(files) ?? [];
    expect(commands.length).toBeGreaterThan(2);
    for (const command of commands) expect(command.length).toBeLessThan(2048);
    const played = commands.flatMap((command) => command.split('"').at(3)?.split('&') ?? []);
    expect(played).toEqual(files);
  });

  test('are asked for one by one where a name holds what divides names', () => {
    expect(playCommands(['/a/1', '/b,c/2'])).toBeUndefined();
    expect(playCommands(['/a&b/1'])).toBeUndefined();
  });
});

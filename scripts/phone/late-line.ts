// A line to our server on which every command comes late, as from another machine or a busy one: what is lost between two shows.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

export interface LateLine {
  readonly port: number;
  close(): void;
}

export async function openLateLine(to: number, lateMs: number): Promise<LateLine> {
  const sockets = new Set<Socket>();
  const server = createServer((asterisk) => {
    const house = connect({ port: to, host: '127.0.0.1' });
    for (const socket of [asterisk, house]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    asterisk.pipe(house);
    house.on('data', (command) => void setTimeout(() => asterisk.write(command), lateMs));
    house.on('end', () => void setTimeout(() => asterisk.end(), lateMs));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

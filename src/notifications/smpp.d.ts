// The part of the library smpp that we use; it brings no types of its own.
declare module 'smpp' {
  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly system_id?: string;
    readonly password?: string;
    readonly message_id?: string;
    readonly source_addr?: string;
    readonly source_addr_ton?: number;
    readonly destination_addr?: string;
    readonly dest_addr_ton?: number;
    readonly esm_class?: number;
    readonly data_coding?: number;
    readonly registered_delivery?: number;
    readonly validity_period?: unknown;
    readonly short_message?: { readonly message?: string | Uint8Array; readonly udh?: unknown };
    readonly message_payload?: { readonly message?: string | Uint8Array };
    readonly receipted_message_id?: string;
    readonly message_state?: number;
    readonly sar_msg_ref_num?: number;
    readonly sar_total_segments?: number;
    readonly sar_segment_seqnum?: number;
    isResponse(): boolean;
    response(fields?: Readonly<Record<string, unknown>>): Pdu;
  }

  type Ask = (
    fields: Readonly<Record<string, unknown>>,
    answered?: (answer: Pdu) => void,
  ) => boolean;

  export interface Session {
    on(event: string, listener: (pdu: Pdu) => void): void;
    readonly bind_transceiver: Ask;
    readonly submit_sm: Ask;
    readonly deliver_sm: Ask;
    readonly enquire_link: Ask;
    readonly unbind: Ask;
    send(pdu: Pdu): boolean;
    close(): void;
    destroy(): void;
  }

  export interface ConnectOptions {
    readonly host: string;
    readonly port: number;
    readonly tls: boolean;
    readonly servername?: string;
    readonly noDelay: boolean;
  }

  export function connect(options: ConnectOptions): Session;
  /** A server of node:net; of it we use what tests and the demo's message centre need. */
  export interface SmppServer {
    on(event: 'connection', listener: (socket: Socket) => void): void;
    listen(port: number, host: string, listening: () => void): void;
    address(): { readonly port: number } | string | null;
    close(closed: () => void): void;
  }
  export interface Socket {
    on(event: 'close', listener: () => void): void;
    write(bytes: Uint8Array): boolean;
    destroy(): void;
  }
  export function createServer(listener: (session: Session) => void): SmppServer;
}

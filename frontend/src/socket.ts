/** The one connection to the server: connects, comes back when lost, speaks the protocol. */
import { decodeFrame } from './frame';
import type { ClientMessage, Frame, ServerMessage } from './protocol';

/** Raised together with PROTOCOL_VERSION in the server's protocol.py. */
export const PROTOCOL_VERSION = 1;

/** `outdated`: the server speaks another version, only a reload helps. */
export type Link = 'connecting' | 'open' | 'lost' | 'outdated';

/** Someone who hears everything that comes in; a run picks out what is meant for it. */
export interface Listener {
  message(message: ServerMessage): void;
  frame(frame: Frame): void;
  link(link: Link): void;
}

export type Dial = (url: string) => WebSocket;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8000;
const BEAT_MS = 5000;
/** Silence after which the server is asked whether it is there, and after which it is not. */
const QUIET_MS = 8000;
const DEAD_MS = 20_000;

export class Socket {
  #link: Link = 'connecting';
  #wire: WebSocket | null = null;
  #tries = 0;
  #heard = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #pulse: ReturnType<typeof setInterval> | undefined;
  readonly #listeners = new Set<Listener>();
  readonly #url: string;
  readonly #dial: Dial;

  constructor(url = addressOf(location), dial: Dial = (to) => new WebSocket(to)) {
    this.#url = url;
    this.#dial = dial;
  }

  get link(): Link {
    return this.#link;
  }

  /** Hears all that comes until the returned function is called; the first one connects. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    listener.link(this.#link);
    if (!this.#wire && this.#again === undefined && this.#link !== 'outdated') this.#connect();
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Sends if there is a connection; says whether it did. Whoever comes back tells again. */
  send(message: ClientMessage): boolean {
    if (this.#link !== 'open' || this.#wire?.readyState !== WebSocket.OPEN) return false;
    this.#wire.send(JSON.stringify(message));
    return true;
  }

  /** Tries at once instead of waiting for the next try. */
  retry = (): void => {
    if (this.#again === undefined) return;
    clearTimeout(this.#again);
    this.#connect();
  };

  #connect(): void {
    this.#again = undefined;
    const wire = this.#dial(this.#url);
    wire.binaryType = 'arraybuffer';
    this.#wire = wire;
    this.#heard = Date.now();
    wire.onmessage = (event: MessageEvent<string | ArrayBuffer>) => this.#hear(event.data);
    wire.onclose = () => this.#lose(wire);
    clearInterval(this.#pulse);
    this.#pulse = setInterval(() => this.#beat(wire), BEAT_MS);
    window.addEventListener('online', this.retry);
    document.addEventListener('visibilitychange', this.retry);
  }

  #hear(data: string | ArrayBuffer): void {
    this.#heard = Date.now();
    if (typeof data !== 'string') {
      const frame = decodeFrame(data);
      for (const listener of this.#listeners) listener.frame(frame);
      return;
    }
    const message = JSON.parse(data) as ServerMessage;
    if (message.type === 'hello') this.#greet(message.version);
    for (const listener of this.#listeners) listener.message(message);
  }

  #greet(version: number): void {
    this.#tries = 0;
    if (version === PROTOCOL_VERSION) this.#become('open');
    else {
      this.#become('outdated');
      this.#wire?.close();
    }
  }

  #lose(wire: WebSocket): void {
    if (wire !== this.#wire) return;
    clearInterval(this.#pulse);
    this.#wire = null;
    if (this.#link === 'outdated') return;
    this.#become('lost');
    this.#again = setTimeout(() => this.#connect(), delayMs(this.#tries, Math.random()));
    this.#tries += 1;
  }

  #beat(wire: WebSocket): void {
    const quiet = Date.now() - this.#heard;
    if (quiet > DEAD_MS) {
      wire.close();
      this.#lose(wire);
    } else if (quiet > QUIET_MS) this.send({ type: 'ping', sent: Date.now() });
  }

  #become(link: Link): void {
    this.#link = link;
    for (const listener of this.#listeners) listener.link(link);
  }
}

/** Full jitter: anything up to a ceiling that doubles with each try, from 0.5 s to 8 s. */
export function delayMs(tries: number, chance: number): number {
  return chance * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** tries);
}

function addressOf(page: Location): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/ws`;
}

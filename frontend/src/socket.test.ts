/** A lost connection is told, and comes back by itself. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Frame, ServerMessage } from './protocol';
import { delayMs, PROTOCOL_VERSION, Socket, type Link } from './socket';

/** Stands in for the browser's class: what the server says is said by the test. */
class Wire {
  static made: Wire[] = [];
  readyState: number = WebSocket.OPEN;
  binaryType = '';
  sent: string[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor() {
    Wire.made.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.();
  }
  hello(version = PROTOCOL_VERSION) {
    this.onmessage?.({ data: JSON.stringify({ type: 'hello', version, release: '0' }) });
  }
}

const dial = () => new Wire() as unknown as WebSocket;
const ping = { type: 'ping', sent: 1 } as const;

function listening(socket: Socket) {
  const heard = { messages: [] as ServerMessage[], frames: [] as Frame[], links: [] as Link[] };
  socket.listen({
    message: (message) => heard.messages.push(message),
    frame: (frame) => heard.frames.push(frame),
    link: (link) => heard.links.push(link),
  });
  return heard;
}

beforeEach(() => {
  Wire.made = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first listener connects, and the hello opens the link', () => {
  const socket = new Socket('ws://x/ws', dial);
  expect(Wire.made).toHaveLength(0);
  const heard = listening(socket);
  Wire.made[0]!.hello();
  expect(heard.links).toEqual(['connecting', 'open']);
  expect(socket.send(ping)).toBe(true);
  expect(JSON.parse(Wire.made[0]!.sent[0]!)).toEqual(ping);
});

test('nothing is sent before the hello', () => {
  const socket = new Socket('ws://x/ws', dial);
  listening(socket);
  expect(socket.send(ping)).toBe(false);
  expect(Wire.made[0]!.sent).toEqual([]);
});

test('a lost connection is told and comes back by itself', () => {
  const heard = listening(new Socket('ws://x/ws', dial));
  Wire.made[0]!.hello();
  Wire.made[0]!.close();
  expect(heard.links.at(-1)).toBe('lost');
  vi.advanceTimersByTime(500);
  Wire.made[1]!.hello();
  expect(heard.links.at(-1)).toBe('open');
});

test('retry does not wait for the next try', () => {
  const socket = new Socket('ws://x/ws', dial);
  listening(socket);
  Wire.made[0]!.close();
  socket.retry();
  expect(Wire.made).toHaveLength(2);
});

test('a server of another version ends the attempts', () => {
  const heard = listening(new Socket('ws://x/ws', dial));
  Wire.made[0]!.hello(PROTOCOL_VERSION + 1);
  vi.advanceTimersByTime(60_000);
  expect(heard.links.at(-1)).toBe('outdated');
  expect(Wire.made).toHaveLength(1);
});

test('a silent line is asked with a ping and then given up', () => {
  const heard = listening(new Socket('ws://x/ws', dial));
  Wire.made[0]!.hello();
  vi.advanceTimersByTime(10_000);
  expect(Wire.made[0]!.sent.some((text) => text.includes('ping'))).toBe(true);
  vi.advanceTimersByTime(15_000);
  expect(heard.links).toContain('lost');
});

test('delays grow to eight seconds with full jitter', () => {
  expect(delayMs(0, 1)).toBe(500);
  expect(delayMs(3, 1)).toBe(4000);
  expect(delayMs(20, 1)).toBe(8000);
  expect(delayMs(20, 0)).toBe(0);
});

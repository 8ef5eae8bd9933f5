/** Steps that nobody saw are asked for one at a time, and let go when their picture is here. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Lookback } from './lookback';
import type { ClientMessage, Frame, ServerMessage } from './protocol';
import { Run } from './run.svelte';
import { Socket, type Listener } from './socket';
import { aLab } from './test-lab';

/** A socket without a wire: keeps what is sent, and says what the test lets the server say. */
class Line extends Socket {
  sent: ClientMessage[] = [];
  heard: Listener[] = [];
  override listen(listener: Listener) {
    this.heard.push(listener);
    return () => {};
  }
  override send(message: ClientMessage) {
    this.sent.push(message);
    return true;
  }
  say(message: object) {
    for (const each of this.heard) each.message(message as ServerMessage);
  }
  forks() {
    return this.sent.filter((message) => message.type === 'fork');
  }
}

let line: Line;
let run: Run;
let lookback: Lookback;

/** The server answers the newest wish. */
async function answer(step: number) {
  const { tag } = line.forks().at(-1)!;
  line.say({ type: 'status', tag, run: `fork${step}` });
  const metrics = {
    names: ['loss', 'train_loss'],
    steps: { data: Int32Array.of(step) },
    values: { data: Float32Array.of(NaN, 0.25) },
  };
  const frame = { run: `fork${step}`, frame: 0, step, epoch: 1, panels: {}, metrics };
  for (const each of line.heard) each.frame(frame as unknown as Frame);
  await vi.advanceTimersByTimeAsync(150);
}

beforeEach(() => {
  vi.useFakeTimers();
  line = new Line('ws://x/ws');
  run = new Run(aLab(), line);
  run.step = 2000;
  run.past.add(0, {});
  run.past.add(2000, {});
  lookback = new Lookback(line);
});
afterEach(() => {
  lookback.close();
  run.close();
  vi.useRealTimers();
});

test('a step is asked for, shown with its numbers, and let go', async () => {
  lookback.want(run, 600);
  expect(line.forks()).toMatchObject([{ step: 600, config: {}, still: true }]);
  await answer(600);
  expect(run.past.at(601)).toMatchObject({ step: 600, numbers: { train_loss: 0.25 } });
  expect(line.sent.at(-1)).toEqual({ type: 'close', run: 'fork600' });
});

test('of many wishes the last is asked for next', async () => {
  for (const step of [600, 700, 800, 900]) lookback.want(run, step);
  expect(line.forks()).toHaveLength(1);
  await answer(600);
  expect(line.forks().map((fork) => fork.type === 'fork' && fork.step)).toEqual([600, 900]);
});

test('what was seen, or lies beyond the run, is not asked for', async () => {
  for (const step of [0, 4, 20, 2000, 2001]) {
    lookback.want(run, step);
    await vi.advanceTimersByTimeAsync(150);
  }
  expect(line.forks()).toEqual([]);
});

test('a run that cannot be looked back on is not asked again', async () => {
  lookback.want(run, 600);
  const { tag } = line.forks().at(-1)!;
  line.say({ type: 'refused', tag, run: '', field: '', message: 'It trains in a notebook.' });
  await vi.advanceTimersByTimeAsync(150);
  lookback.want(run, 700);
  await vi.advanceTimersByTimeAsync(150);
  expect(line.forks()).toHaveLength(1);
});

test('no answer does not keep the next from being asked for', async () => {
  lookback.want(run, 600);
  lookback.want(run, 900);
  await vi.advanceTimersByTimeAsync(5000);
  expect(line.forks()).toHaveLength(2);
});

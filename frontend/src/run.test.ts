/** A run follows what the server says, and draws each frame once. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClientMessage, Frame, ServerMessage, Status } from './protocol';
import { Run } from './run.svelte';
import { Socket, type Listener } from './socket';
import { wholeConfig } from './config';
import { aLab } from './test-lab';

const lab = aLab();
const RUN = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);
const opening = { preset: 'first', config: {}, playing: true, speed: 80 };

/** A socket without a wire: keeps what is sent, and says what the test lets the server say. */
class Line extends Socket {
  sent: ClientMessage[] = [];
  heard: Listener | null = null;
  override listen(listener: Listener) {
    this.heard = listener;
    return () => {};
  }
  override send(message: ClientMessage) {
    this.sent.push(message);
    return true;
  }
  say(message: ServerMessage) {
    this.heard?.message(message);
  }
  last(type: ClientMessage['type']) {
    return this.sent.filter((message) => message.type === type).at(-1);
  }
}

let line: Line;
let run: Run;

function status(change: Partial<Status> = {}): Status {
  const tag = (line.last('open') as { tag: string }).tag;
  return {
    ...{ type: 'status', run: RUN, tag, lab: 'mlp', state: 'running', step: 0, speed: 80 },
    ...{ config: wholeConfig(lab, 'first'), position: null, eta_secs: null, message: '' },
    ...{ traceback: '', divergence: null, ...change },
  } as Status;
}

function frame(step: number, change: Partial<Frame> = {}): Frame {
  const metrics = {
    names: ['loss'],
    steps: { data: Int32Array.of(step), shape: [1], lo: null, hi: null },
    values: { data: Float32Array.of(1 / (1 + step)), shape: [1, 1], lo: null, hi: null },
    whole: false,
  };
  return { run: RUN, frame: step, step, epoch: step / 10, metrics, panels: {}, ...change };
}

async function draw(next: Frame) {
  line.heard?.frame(next);
  await vi.advanceTimersByTimeAsync(40);
}

beforeEach(() => {
  vi.useFakeTimers();
  line = new Line('ws://x/ws');
  run = new Run(lab, line);
  line.heard?.link('open');
  run.open(opening);
  line.say(status());
});
afterEach(() => {
  run.close();
  vi.useRealTimers();
});

test('opening asks for the preset and takes the state from the status', () => {
  expect(line.sent[0]).toMatchObject({ type: 'open', lab: 'mlp', preset: 'first', playing: true });
  expect(run.state).toBe('running');
  expect(run.values['lr']).toBe(0.1);
});

test('a frame is drawn in the next animation frame and then acknowledged', async () => {
  await draw(frame(3));
  expect(run.step).toBe(3);
  expect(run.history.last('loss')).toBeCloseTo(0.25);
  expect(line.last('drawn')).toMatchObject({ run: RUN, frame: 3 });
});

test('of two frames before one drawing both keep their numbers, the newest is drawn', async () => {
  line.heard?.frame(frame(1));
  await draw(frame(2));
  expect(run.history.column('loss').x).toHaveLength(2);
  expect(line.sent.filter((message) => message.type === 'drawn')).toHaveLength(1);
});

test('frames of another run are not drawn', async () => {
  await draw(frame(9, { run: OTHER }));
  expect(run.step).toBe(0);
});

test('a slider shows the hand’s value at once and the server’s once it is confirmed', () => {
  run.change({ lr: 0.5 }, false);
  expect(run.values['lr']).toBe(0.5);
  expect(run.config['lr']).toBe(0.1);
  const config = { ...wholeConfig(lab, 'first'), lr: 0.5 };
  line.say({
    ...{ type: 'changed', run: RUN, step: 7, config },
    changes: [{ name: 'lr', old: 0.1, new: 0.5 }],
  });
  expect(run.config['lr']).toBe(0.5);
  expect(run.marks).toEqual([{ step: 7, name: 'lr', label: 'η', old: 0.1, new: 0.5 }]);
});

test('live changes are set, the others restart the run when the hand lets go', () => {
  run.change({ lr: 0.5, width: 8 }, true);
  expect(line.last('set')).toMatchObject({ config: { lr: 0.5 } });
  expect(line.last('restart')).toMatchObject({ config: { width: 8 } });
});

test('dragging a control that restarts makes one restart', () => {
  for (let width = 1; width <= 9; width++) run.change({ width }, false);
  vi.advanceTimersByTime(300);
  const restarts = line.sent.filter((message) => message.type === 'restart');
  expect(restarts).toEqual([{ type: 'restart', run: RUN, config: { width: 9 } }]);
});

test('a refusal stands beside its control and the old value comes back', () => {
  run.change({ lr: 2.5 });
  line.say({ type: 'refused', run: RUN, tag: '', field: 'lr', message: 'Too much.' });
  expect(run.values['lr']).toBe(0.1);
  expect(run.refusals.byControl).toEqual({ lr: 'Too much.' });
  run.change({ lr: 0.2 });
  expect(run.refusals.byControl).toEqual({});
});

test('after a lost connection the page joins its run again', () => {
  line.heard?.link('lost');
  line.heard?.link('open');
  expect(line.last('join')).toMatchObject({ run: RUN });
});

test('a run the server has forgotten begins again with the same settings', () => {
  const config = { ...wholeConfig(lab, 'first'), lr: 0.7 };
  line.say(status({ config }));
  line.heard?.link('lost');
  line.heard?.link('open');
  const { tag } = line.last('join') as { tag: string };
  line.say({ type: 'refused', run: RUN, tag, field: 'run', message: 'That run is over.' });
  expect(line.last('open')).toMatchObject({ preset: 'first', config: { lr: 0.7 } });
  expect(run.reopened).toBe(true);
});

test('what was moved while the line was down is said again', () => {
  line.heard?.link('lost');
  run.change({ lr: 0.4 });
  line.sent = line.sent.filter((message) => message.type === 'open');
  vi.advanceTimersByTime(10_000);
  line.heard?.link('open');
  const { tag } = line.last('join') as { tag: string };
  line.say({ ...status(), tag });
  expect(line.last('set')).toMatchObject({ config: { lr: 0.4 } });
});

test('a run that split off is followed under its new name', async () => {
  line.say(status({ run: OTHER }));
  await draw(frame(4, { run: OTHER }));
  expect(run.step).toBe(4);
  run.pace(false);
  expect(line.last('pace')).toMatchObject({ run: OTHER, playing: false });
});

test('a restart forgets curve and marks', async () => {
  await draw(frame(50));
  await draw(frame(0, { frame: 51 }));
  expect(run.history.column('loss').x).toHaveLength(1);
  expect(run.marks).toEqual([]);
});

test('the state diverged carries its lesson and the step where it stopped', () => {
  const divergence = {
    ...{ step: 12, last_loss: 9e30, gradient_norms: [1, 1e9], reason: 'The steps were too large.' },
    cure: { label: 'Try η = 0.01', config: { lr: 0.01 } },
  };
  line.say(status({ state: 'diverged', step: 12, divergence }));
  expect([run.state, run.step]).toEqual(['diverged', 12]);
  expect(run.status?.divergence?.reason).toContain('too large');
});

test('the first frame brings every picture, the next only those in sight', async () => {
  run.show(['net']);
  expect(line.sent[0]).toMatchObject({ type: 'open', shown: null });
  expect(line.last('show')).toBeUndefined();
  await draw(frame(0));
  expect(line.last('show')).toMatchObject({ panels: ['net'] });
});

test('a hidden page is sent no pictures', () => {
  run.show(['net']);
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(line.last('show')).toMatchObject({ panels: [] });
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(line.last('show')).toMatchObject({ panels: ['net'] });
});

test('a run joined again while it pauses stands still as its past comes in', async () => {
  run.open(opening, OTHER);
  const { tag } = line.last('join') as { tag: string };
  line.say({ ...status({ run: OTHER, state: 'paused', step: 30 }), tag });
  for (const step of [0, 10, 20]) {
    await draw(frame(step, { run: OTHER }));
    expect([run.state, run.step]).toEqual(['paused', 30]);
  }
  await draw(frame(30, { run: OTHER }));
  expect(run.history.column('loss').x).toHaveLength(4);
  expect(run.past.first).toBe(0);
});

test('a run that is over already counts as running while its film is shown', async () => {
  line.say(status({ run: OTHER, state: 'finished', step: 30 }));
  await draw(frame(10, { run: OTHER }));
  expect([run.state, run.step]).toEqual(['running', 10]);
  await draw(frame(30, { run: OTHER }));
  expect([run.state, run.step]).toEqual(['finished', 30]);
});

test('a film that stops coming ends where the run stands', async () => {
  line.say(status({ run: OTHER, state: 'finished', step: 30 }));
  await draw(frame(10, { run: OTHER }));
  await vi.advanceTimersByTimeAsync(3000);
  expect([run.state, run.step]).toEqual(['finished', 30]);
});

test('painted points are marked by a word, not by their long text', () => {
  const changes = [{ name: 'points', old: '', new: 'F'.repeat(900) }];
  line.say({ type: 'changed', run: RUN, step: 3, changes, config: run.config });
  expect(run.marks[0]).toMatchObject({ old: '', new: 'new' });
});

/** One run on the server as this page sees it: what it was asked, where it stands, its frames. */
import { tick } from 'svelte';
import { newTag, type Asked, type Opening, type Panels, type RunState } from './asked';
import { Coalescer, Debounce } from './coalesce';
import { differing, splitLive, wholeConfig } from './config';
import { Easel } from './easel';
import { Echo } from './echo.svelte';
import { Film } from './film';
import { History } from './history';
import { Marks } from './marks';
import { Past } from './past';
import type { Config, Mark } from './panels/bench-view';
import type {
  AnyGesture,
  Changed,
  Frame,
  LabPage,
  Refused,
  ServerMessage,
  Status,
} from './protocol';
import { Refusals } from './refusals.svelte';
import { Sight } from './sight';
import type { Link, Socket } from './socket';

const SET_GAP_MS = 50;
const RESTART_CALM_MS = 250;

export class Run {
  status = $state.raw<Status | null>(null);
  state = $state<RunState>('asking');
  link = $state<Link>('connecting');
  step = $state(0);
  epoch = $state(0);
  speed = $state<number | null>(null);
  config = $state.raw<Config>({});
  panels = $state.raw<Panels>({});
  marks = $state.raw<Mark[]>([]);
  readonly refusals = new Refusals();
  /** Whether the server had forgotten this run, so that it began again. */
  reopened = $state(false);
  /** Raised by every drawn frame: who reads `history` looks again. */
  beat = $state(0);
  readonly history = new History();
  readonly past = new Past();

  readonly #echo = new Echo();
  readonly #lab: LabPage;
  readonly #socket: Socket;
  readonly #marks = new Marks();
  readonly #film = new Film((ending) => this.#stand(ending));
  readonly #live = new Coalescer((config) => this.#send({ type: 'set', config }), SET_GAP_MS);
  readonly #stale = new Debounce((config) => this.restart(config), RESTART_CALM_MS);
  readonly #stop: () => void;
  #tag = '';
  #id = '';
  #opening: Opening | null = null;
  #joining = false;
  readonly #sight = new Sight((panels) => this.#send({ type: 'show', panels }));
  /** The step of the last frame that was drawn, -1 before the first. */
  #drawn = -1;
  readonly #easel = new Easel((frame) => this.#draw(frame));

  constructor(lab: LabPage, socket: Socket) {
    this.#lab = lab;
    this.#socket = socket;
    this.#stop = socket.listen({
      message: (message) => this.#hear(message),
      frame: (frame) => this.#take(frame),
      link: (link) => this.#relink(link),
    });
  }

  get id(): string {
    return this.#id;
  }

  /** As the learner wants it: a control never fights the hand that moves it. */
  get values(): Config {
    return { ...this.config, ...this.#echo.values };
  }

  get playing(): boolean {
    return this.state === 'running' || (this.state === 'asking' && !!this.#opening?.playing);
  }

  /** Leaves the run watched so far, if any, and asks for another; its picture stays meanwhile.
   * `before`: this run goes on instead, if the server still has it. */
  open(opening: Opening, before = ''): void {
    if (this.#id) this.#send({ type: 'close' });
    this.#id = '';
    this.#joining = false;
    this.#begin(opening);
    if (before) this.#join(before);
    else this.#sendOpen();
  }

  /** Becomes a run like `origin` up to `step` (null: as it stands), then with `config`. */
  fork(origin: Run, step: number | null, config: Config): void {
    this.#begin(origin.#asItIs(config));
    this.#sight.names = origin.#sight.names;
    const tag = (this.#tag = newTag());
    this.#socket.send({ type: 'fork', tag, run: origin.#id, step, config, still: false });
  }

  /** Changes controls: live ones at once, the others by one restart when the hand rests. */
  change(values: Config, committed = true): void {
    this.#echo.put(values, this.#online);
    this.refusals.clear(Object.keys(values));
    const { live, stale } = splitLive(this.#lab.controls, values);
    if (Object.keys(live).length > 0) this.#live.put(live);
    if (Object.keys(stale).length > 0) this.#stale.put(stale);
    if (committed) this.#stale.flush();
  }

  restart(config: Config = {}): void {
    this.#echo.put(config, this.#online);
    this.#send({ type: 'restart', config });
  }

  act(panel: string, gesture: AnyGesture): void {
    this.refusals.newest = null;
    this.#send({ type: 'act', panel, gesture });
  }

  pace(playing: boolean, speed: number | null = this.speed): void {
    this.speed = speed;
    if (this.#opening) this.#opening = { ...this.#opening, playing, speed };
    if (playing && this.state === 'paused') this.state = 'running';
    else if (!playing && this.state === 'running') this.state = 'paused';
    this.#send({ type: 'pace', playing, speed });
  }

  advance(unit: string): void {
    this.#send({ type: 'advance', unit });
  }

  /** The panels on screen; nothing is drawn for a hidden page. */
  show(names: string[]): void {
    if (this.#sight.look(names) && this.#drawn >= 0) this.#sight.tell();
  }

  close(): void {
    this.#send({ type: 'close' });
    this.#live.cancel();
    this.#film.stop();
    this.#stale.cancel();
    this.#echo.clear();
    this.#easel.close();
    this.#sight.close();
    this.#stop();
  }

  #send(message: Asked): boolean {
    if (this.#id) this.#socket.send({ ...message, run: this.#id });
    return !!this.#id;
  }

  #begin(opening: Opening): void {
    this.#forget();
    this.#opening = opening;
    this.config = wholeConfig(this.#lab, opening.preset, opening.config);
    this.speed = opening.speed;
    [this.state, this.status, this.reopened] = ['asking', null, false];
    this.refusals.clearAll();
  }

  #sendOpen(): void {
    if (!this.#opening) return;
    this.#tag = newTag();
    this.#socket.send({
      ...{ type: 'open', tag: this.#tag, lab: this.#lab.id, shown: this.#sight.begin() },
      ...{ fresh: false, sweep: null, ...this.#opening },
    });
  }

  #relink(link: Link): void {
    this.link = link;
    if (link !== 'open') return;
    if (!this.#id) return this.#sendOpen();
    this.#join(this.#id);
  }

  /** A page that has seen nothing of the run yet sees what was drawn so far first. */
  #join(run: string): void {
    [this.#id, this.#joining, this.#tag] = [run, true, newTag()];
    this.#socket.send({ type: 'join', tag: this.#tag, run, film: this.#drawn < 0 });
  }

  #hear(message: ServerMessage): void {
    if (message.type === 'hello' || message.type === 'pong') return;
    const isTagged = 'tag' in message && message.tag === this.#tag;
    if (message.run !== this.#id && !isTagged) return;
    if (message.type === 'refused') this.#refuse(message);
    else if (message.type === 'changed') this.#note(message);
    else this.#heed(message);
  }

  #heed(status: Status): void {
    const rejoined = this.#joining;
    this.#joining = false;
    const isNew = status.run !== this.#id;
    this.#id = status.run;
    this.speed = status.speed;
    this.#film.stop();
    if (isNew && this.#film.start(status, this.step)) this.state = 'running';
    else this.#stand(status);
    this.#settle(status.config);
    if (!rejoined) return;
    this.#sight.tell();
    // What was moved while the line was down is said again.
    const unsaid = differing(this.#echo.values, this.config);
    if (Object.keys(unsaid).length > 0) this.change(unsaid);
  }

  #stand(status: Status): void {
    this.status = status;
    this.state = status.state;
    if (SETTLED.has(status.state)) this.step = status.step;
  }

  #note(changed: Changed): void {
    this.marks = this.#marks.add(changed, this.#lab.controls, performance.now());
    this.#settle(changed.config);
  }

  #refuse(refused: Refused): void {
    if (this.#joining) return this.#reopen();
    if (!this.#id) this.state = 'refused';
    this.refusals.add(refused, refused.field in this.config);
    // The server took nothing of that message, so every unconfirmed value goes back.
    this.#echo.clear();
  }

  /** The server has forgotten the run: the same settings begin again, and the page says so. */
  #reopen(): void {
    const opening = this.#asItIs({});
    this.#id = '';
    this.open(opening);
    this.reopened = true;
  }

  #asItIs(changed: Config): Opening {
    const { playing, speed } = this;
    const preset = this.#opening?.preset ?? '';
    const base = wholeConfig(this.#lab, preset);
    return { preset, config: differing({ ...this.values, ...changed }, base), playing, speed };
  }

  #settle(config: Config): void {
    this.config = config;
    this.#echo.settle(config);
  }

  readonly #online = (): boolean => this.link === 'open';
  #take(frame: Frame): void {
    if (frame.run !== this.#id) return;
    if (frame.step < (this.#easel.step ?? this.#drawn)) {
      this.marks = this.#marks.rewind(frame.step);
      if (!frame.metrics.whole) this.history.clear();
    }
    this.history.append(frame.metrics);
    this.#easel.put(frame);
  }

  #draw(frame: Frame): void {
    if (frame.run !== this.#id) return;
    this.panels = { ...this.panels, ...frame.panels };
    this.past.add(frame.step, this.panels, frame.epoch);
    if (!this.#isBehind(frame)) this.step = frame.step;
    this.epoch = frame.epoch;
    this.beat += 1;
    this.#film.show(frame.step);
    this.#drawn = frame.step;
    this.#sight.catchUp();
    void tick().then(() => this.#send({ type: 'drawn', frame: frame.frame }));
  }

  /** Whether a frame belongs to the past of a run that stands still, seen again after a reload. */
  #isBehind({ step }: Frame): boolean {
    return SETTLED.has(this.state) && this.state === this.status?.state && step < this.status.step;
  }

  #forget(): void {
    this.#live.cancel();
    this.#stale.cancel();
    this.#film.stop();
    this.#echo.clear();
    this.#easel.clear();
    this.#drawn = -1;
    this.step = 0;
    this.epoch = 0;
    this.past.clear();
    this.history.clear();
    this.marks = this.#marks.rewind(0);
  }
}

/** The states in which no later frame is on its way. */
const SETTLED = new Set<RunState>(['paused', 'diverged', 'finished', 'failed']);

/** A canvas for tests: it records what is drawn, because the test's browser has no canvas. */

/** One call of a drawing method. */
export interface Stroke {
  name: string;
  numbers: number[];
}

/** Everything drawn on any canvas since `layPaper`. */
export interface Paper {
  strokes: Stroke[];
}

const WIDTH = 420;
const HEIGHT = 320;

/** Puts recording canvases, and boxes of 420 x 320 pixels, into the test's browser. */
export function layPaper(): Paper {
  const paper: Paper = { strokes: [] };
  const contexts = new WeakMap<HTMLCanvasElement, CanvasRenderingContext2D>();
  Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', {
    configurable: true,
    value(this: HTMLCanvasElement) {
      const known = contexts.get(this) ?? recorder(paper, this);
      contexts.set(this, known);
      return known;
    },
  });
  for (const [side, size] of [
    ['clientWidth', WIDTH],
    ['clientHeight', HEIGHT],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => size });
  }
  globalThis.ResizeObserver = InstantObserver;
  globalThis.Path2D ??= recordedPath(paper);
  return paper;
}

/** Tells the size at once: the test's browser lays nothing out. */
class InstantObserver implements ResizeObserver {
  readonly #tell: ResizeObserverCallback;

  constructor(tell: ResizeObserverCallback) {
    this.#tell = tell;
  }

  observe(): void {
    this.#tell([], this);
  }

  unobserve(): void {}

  disconnect(): void {}
}

function recorder(paper: Paper, canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const settings: Record<string | symbol, unknown> = { canvas, font: '10px sans-serif' };
  const context = new Proxy(settings, {
    get(_, name) {
      if (name in settings) return settings[name];
      if (name === 'measureText') return (text: string) => ({ width: 6 * text.length });
      return (...given: unknown[]) => void record(paper, String(name), given);
    },
  });
  return context as unknown as CanvasRenderingContext2D;
}

function record(paper: Paper, name: string, given: unknown[]): void {
  paper.strokes.push({ name, numbers: given.filter((one) => typeof one === 'number') });
}

function recordedPath(paper: Paper): typeof Path2D {
  return class {
    constructor() {
      return new Proxy(this, {
        get:
          (_, name) =>
          (...given: unknown[]) =>
            void record(paper, String(name), given),
      });
    }
  } as unknown as typeof Path2D;
}

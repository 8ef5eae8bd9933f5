/** The colours of the current theme, read from the style tokens, with the tables made of them. */
import { createSubscriber } from 'svelte/reactivity';
import { contrast, css, mix, parseColour, toLab } from './panels/colour';
import { buildTables, type Tables } from './panels/tables';

export interface Colours {
  bg: string;
  panel: string;
  ink: string;
  ink2: string;
  ink3: string;
  line: string;
  /** Lines behind the data: never louder than it, whatever the theme's borders are. */
  grid: string;
  accent: string;
  accentSoft: string;
  positive: string;
  negative: string;
  good: string;
  warn: string;
  classes: string[];
  /** Width of drawn lines and radius of points, in CSS pixels. */
  markLine: number;
  point: number;
  /** The interface's font family and the size of axis text in CSS pixels. */
  font: string;
  fontSize: number;
}

const CLASSES = 8;

/** What is drawn before the tokens are there, as in the light theme. */
const LIGHT: Colours = {
  bg: '#f6f5f1',
  panel: '#fffffe',
  ink: '#1c2127',
  ink2: '#5b6470',
  ink3: '#8d95a0',
  line: '#e4e2db',
  grid: '#e4e2db',
  accent: '#3451c7',
  accentSoft: '#e8ecfb',
  positive: '#d9730f',
  negative: '#2c6fb3',
  good: '#2f8f5b',
  warn: '#c2571a',
  classes: [
    ...['#2c6fb3', '#d9730f', '#6e1a45', '#907bf8'],
    ...['#b5244a', '#1f8f9e', '#210784', '#7a5a3a'],
  ],
  markLine: 1.5,
  point: 4,
  font: 'Inter, system-ui, sans-serif',
  fontSize: 11,
};

export class Palette {
  #theme = $state.raw(readTheme());
  readonly #subscribe = createSubscriber((update) => {
    const refresh = () => {
      this.#theme = readTheme();
      update();
    };
    const watched = new MutationObserver(refresh);
    watched.observe(document.documentElement, { attributes: true, attributeFilter: WATCHED });
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', refresh);
    // Canvases draw with the packaged fonts only once these are loaded.
    // Where the font cannot be had (the server is gone), the pictures keep the fallback.
    document.fonts?.load(`16px ${this.#theme.colours.font}`).then(refresh, refresh);
    // The theme may have changed while nobody looked; not during the read that subscribes.
    queueMicrotask(refresh);
    return () => {
      watched.disconnect();
      dark.removeEventListener('change', refresh);
    };
  });

  get colours(): Colours {
    this.#subscribe();
    return this.#theme.colours;
  }

  get tables(): Tables {
    this.#subscribe();
    return this.#theme.tables;
  }
}

const WATCHED = ['data-theme', 'class'];

interface Theme {
  colours: Colours;
  tables: Tables;
}

function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const text = (name: string, otherwise: string) =>
    style.getPropertyValue(name).trim() || otherwise;
  const size = (name: string, otherwise: number) =>
    parseFloat(style.getPropertyValue(name)) || otherwise;
  const [panel, line] = [text('--panel', LIGHT.panel), text('--line', LIGHT.line)];
  const colours: Colours = {
    bg: text('--bg', LIGHT.bg),
    panel,
    ink: text('--ink', LIGHT.ink),
    ink2: text('--ink-2', LIGHT.ink2),
    ink3: text('--ink-3', LIGHT.ink3),
    line,
    grid: quiet(line, panel),
    accent: text('--accent', LIGHT.accent),
    accentSoft: text('--accent-soft', LIGHT.accentSoft),
    positive: text('--positive', LIGHT.positive),
    negative: text('--negative', LIGHT.negative),
    good: text('--good', LIGHT.good),
    warn: text('--warn', LIGHT.warn),
    classes: Array.from({ length: CLASSES }, (_, i) => text(`--class-${i}`, LIGHT.classes[i]!)),
    markLine: size('--mark-line', LIGHT.markLine),
    point: size('--point', LIGHT.point),
    font: text('--font-ui', LIGHT.font),
    fontSize: size('--axis-text', LIGHT.fontSize),
  };
  return { colours, tables: buildTables(colours) };
}

function quiet(line: string, panel: string): string {
  if (contrast(line, panel) < 2) return line;
  return css(mix(toLab(parseColour(panel)), toLab(parseColour(line)), 0.35));
}

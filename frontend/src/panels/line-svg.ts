/** The curves of a line panel as an SVG: sharp at every size, its texts are texts. */
import type { HistoryView } from '../history';
import type { Colours } from '../palette.svelte';
import type { Line } from '../protocol';
import { ticks } from './axes';
import { chartLimits, isDashed, seriesColour } from './chart';
import { alignCurves, type Cell } from './curves';
import { decade, tick } from './format';
import { saveAs } from './saved';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT] = [720, 400];
const [LEFT, TOP, RIGHT, BOTTOM] = [64, 64, 16, 48];
const FONT = 12;

/** Where a number stands on the paper, and the round numbers of its axis. */
interface Scale {
  to: (value: number) => number;
  marks: { at: number; text: string }[];
}

/** Made of elements, never of text: whatever a learner typed stays a text. */
export function lineSvg(panel: Line, history: HistoryView, colours: Colours): SVGSVGElement {
  const curves = alignCurves(panel, history, { x: [], y: [] }, panel.log_y);
  const across = xScale(curves.x);
  const up = yScale(panel, curves.y);
  const svg = element('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' });
  svg.setAttribute('font-family', colours.font);
  svg.setAttribute('font-size', String(FONT));
  svg.append(
    element('rect', { width: WIDTH, height: HEIGHT, fill: colours.panel }),
    label(panel.title, LEFT, 24, colours.ink, { 'font-size': 15, 'font-weight': 600 }),
    ...key(panel, colours),
    ...axes(panel, across, up, colours),
  );
  panel.series.forEach((series, i) => {
    const d = pathOf(curves.x, curves.y[i] ?? [], across, up, panel.log_y);
    const stroke = seriesColour(series, colours);
    const dash: Attributes = isDashed(series) ? { 'stroke-dasharray': '5 3' } : {};
    svg.append(element('path', { d, stroke, fill: 'none', 'stroke-width': 1.5, ...dash }));
  });
  return svg as SVGSVGElement;
}

export function saveSvg(svg: SVGSVGElement, title: string): void {
  const text = new XMLSerializer().serializeToString(svg);
  saveAs(new Blob([text], { type: 'image/svg+xml' }), title, 'svg');
}

function xScale(x: number[]): Scale {
  const [lo, hi] = [x[0] ?? 0, x.at(-1) ?? 1];
  const span = hi > lo ? hi - lo : 1;
  const to = (value: number) => LEFT + ((value - lo) / span) * (WIDTH - LEFT - RIGHT);
  const { at, step } = ticks(lo, lo + span, 8);
  return { to, marks: at.map((value) => ({ at: value, text: tick(value, step) })) };
}

function yScale(panel: Line, y: Cell[][]): Scale {
  const values = y.flat().filter((cell): cell is number => typeof cell === 'number');
  // Spreading thousands of numbers over a call would overflow its stack.
  const lowest = values.reduce((least, value) => Math.min(least, value), Infinity);
  const highest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const [lo, hi] = chartLimits(panel, panel.log_y, lowest, highest);
  const [low, high] = panel.log_y ? [Math.log10(lo), Math.log10(hi)] : [lo, hi];
  const to = (value: number) =>
    HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const { at, step } = ticks(low, high, panel.log_y ? high - low : 6);
  const text = (value: number) => (panel.log_y ? decade(10 ** value) : tick(value, step));
  return { to, marks: at.map((value) => ({ at: value, text: text(value) })) };
}

/** A pen that is lifted where a curve has a gap. */
function pathOf(x: number[], y: Cell[], across: Scale, up: Scale, log: boolean): string {
  let pen = 'M';
  const parts: string[] = [];
  y.forEach((value, i) => {
    if (value === undefined) return;
    if (value === null) {
      pen = 'M';
      return;
    }
    const height = up.to(log ? Math.log10(value) : value);
    parts.push(`${pen}${across.to(x[i]!).toFixed(1)} ${height.toFixed(1)}`);
    pen = 'L';
  });
  return parts.join('');
}

function axes(panel: Line, across: Scale, up: Scale, colours: Colours): SVGElement[] {
  const floor = HEIGHT - BOTTOM;
  const rows = up.marks.flatMap(({ at, text }) => [
    rule(LEFT, up.to(at), WIDTH - RIGHT, up.to(at), colours.grid),
    label(text, LEFT - 8, up.to(at) + FONT / 3, colours.ink2, { 'text-anchor': 'end' }),
  ]);
  const columns = across.marks.map(({ at, text }) =>
    label(text, across.to(at), floor + 1.4 * FONT, colours.ink2, { 'text-anchor': 'middle' }),
  );
  const middle = (LEFT + WIDTH - RIGHT) / 2;
  return [
    ...rows,
    ...columns,
    rule(LEFT, floor, WIDTH - RIGHT, floor, colours.line),
    label(panel.x_label, middle, HEIGHT - 10, colours.ink2, { 'text-anchor': 'middle' }),
  ];
}

/** One entry after the other; a letter is taken to be as wide as it usually is. */
function key(panel: Line, colours: Colours): SVGElement[] {
  let left = LEFT;
  return panel.series.flatMap((series) => {
    const at = left;
    left += 40 + series.name.length * 0.6 * FONT;
    const line = rule(at, 44, at + 18, 44, seriesColour(series, colours));
    line.setAttribute('stroke-width', '2');
    if (isDashed(series)) line.setAttribute('stroke-dasharray', '5 3');
    return [line, label(series.name, at + 24, 48, colours.ink2)];
  });
}

function rule(x1: number, y1: number, x2: number, y2: number, stroke: string): SVGElement {
  return element('line', { x1, y1, x2, y2, stroke });
}

function label(text: string, x: number, y: number, fill: string, more: Attributes = {}) {
  const made = element('text', { x, y, fill, ...more });
  made.textContent = text;
  return made;
}

type Attributes = Record<string, string | number>;

function element(name: string, attributes: Attributes): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }
  return made;
}

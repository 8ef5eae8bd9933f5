/** Every panel as a table of its numbers, for those who cannot read the picture. */
import type { HistoryView } from '../history';
import type { AnyPanel, ImageGrid, Line, NetworkGraph, Points, Stat, Table } from '../protocol';
import { cellListing } from './cells-list';
import { barListing } from './bars-list';
import { brickListing } from './bricks';
import { compListing } from './comp_graph-list';
import { confusionListing } from './confusion';
import { pointsOf } from './curves';
import { edgeOf, firstOf, nameOf } from './graph-net';
import { padListing } from './draw-pad-list';
import { matrixListing } from './matrix-list';
import { stepperListing } from './stepper-list';
import { trailListing } from './trails-list';
import { mapListing } from './map-list';
import { tokenListing } from './tokens';
import { words } from './words';

/** More rows than this help nobody. */
const MOST_ROWS = 200;

type Rows = Table['rows'];
/** The names of the columns, and the rows. */
export type Listing = [names: string[], rows: Rows];

type Kind = AnyPanel['kind'];
type Lister<K extends Kind> = (
  panel: Extract<AnyPanel, { kind: K }>,
  history: HistoryView,
  most: number,
) => Listing;

/** One line per kind; a kind without one is a type error. */
const listings: { [K in Kind]: Lister<K> } = {
  bars: barListing,
  bricks: brickListing,
  cells: cellListing,
  comp_graph: compListing,
  confusion: confusionListing,
  contour_path: trailListing,
  draw_pad: padListing,
  field2d: (panel) => [pointColumns(), pointRows(panel.points, panel.classes)],
  image_grid: pictureListing,
  line: lineListing,
  matrix: matrixListing,
  network_graph: netListing,
  scatter2d: (panel) =>
    panel.tokens ? mapListing(panel) : [pointColumns(), pointRows(panel.points, panel.classes)],
  scatter3d: (panel) => [[...panel.axes, words.list.class], spaceRows(panel)],
  stat: statListing,
  stepper: stepperListing,
  surface3d: trailListing,
  table: (panel) => [panel.columns.map(({ name }) => name), panel.rows],
  tokens: tokenListing,
};

/** As many rows as anybody reads. */
export function listPanel(panel: AnyPanel, history: HistoryView): Table {
  return panel.kind === 'table' ? panel : asTable(panel, ...listing(panel, history, MOST_ROWS));
}

/** All names and numbers of a panel; lists that are costly to make end soon after `most` rows. */
export function listing(panel: AnyPanel, history: HistoryView, most = Infinity): Listing {
  // The lookup pairs kind and lister, which the type system cannot follow through a variable.
  const list = listings[panel.kind] as Lister<Kind>;
  return list(panel, history, most);
}

function netListing(panel: NetworkGraph, _history: HistoryView, most: number): Listing {
  const names = [words.list.layer, words.list.from, words.list.to, words.list.weight];
  return [names, [...biasRows(panel), ...weightRows(panel, most)]];
}

function pictureListing(panel: ImageGrid): Listing {
  const rows = Array.from({ length: panel.images.shape[0] ?? 0 }, (_, i) => [
    panel.captions[i] ?? i + 1,
    panel.scales?.data[i] ?? null,
  ]);
  return [[words.list.picture, words.list.scale], rows];
}

function statListing(panel: Stat): Listing {
  return [[words.list.name, words.list.value], panel.numbers.map((one) => [one.name, one.value])];
}

function asTable(panel: AnyPanel, names: string[], rows: Rows): Table {
  const kept = rows.slice(0, MOST_ROWS);
  const left = rows.length - kept.length;
  if (left > 0) kept.push([words.list.more(left), ...names.slice(1).map(() => '')]);
  const { title, note, badge, summary, caution } = panel;
  const columns = names.map((name) => ({ name, unit: '', digits: 3, tint: false }));
  const told = { title, note, badge, summary, caution };
  return { kind: 'table', ...told, columns, rows: kept, total: left > 0, nodes: [], tokens: [] };
}

function pointColumns(): string[] {
  return [words.list.x, words.list.y, words.list.class, words.list.part];
}

function pointRows(points: Points | null, classes: string[]): Rows {
  if (!points) return [];
  return Array.from(points.x.data, (x, i) => {
    const label = points.label.data[i] ?? 0;
    const named = points.value ? (points.value.data[i] ?? null) : (classes[label] ?? label);
    const part = points.split.data[i] === 1 ? words.field.testing : words.field.training;
    return [x, points.y.data[i] ?? null, named, part];
  });
}

function spaceRows(panel: Extract<AnyPanel, { kind: 'scatter3d' }>): Rows {
  const { data } = panel.xyz;
  return Array.from(panel.label.data, (label, i) => [
    ...[data[3 * i] ?? null, data[3 * i + 1] ?? null, data[3 * i + 2] ?? null],
    panel.classes[label] ?? label,
  ]);
}

function weightRows(panel: NetworkGraph, most: number): Rows {
  return Array.from({ length: Math.min(panel.weights.data.length, 2 * most) }, (_, at) => {
    const { layer, source, target } = edgeOf(panel, at);
    return [
      panel.layers[layer]?.name ?? layer,
      nameOf(panel, firstOf(panel, layer - 1) + source),
      nameOf(panel, firstOf(panel, layer) + target),
      panel.weights.data[at] ?? null,
    ];
  });
}

function biasRows(panel: NetworkGraph): Rows {
  const inputs = panel.layers[0]?.names.length ?? 0;
  return Array.from(panel.biases.data, (bias, at) => {
    const unit = inputs + at;
    const layer = panel.layers.findLastIndex((_, l) => firstOf(panel, l) <= unit);
    return [panel.layers[layer]?.name ?? layer, words.list.bias, nameOf(panel, unit), bias];
  });
}

/** The newest points of each curve, one row per step. */
function lineListing(panel: Line, history: HistoryView): Listing {
  const curves = panel.series.map((series) => pointsOf(series, history));
  const steps = new Set(curves.flatMap(({ x }) => Array.from(x)));
  const rows = [...steps]
    .sort((a, b) => b - a)
    .map((step) => [
      step,
      ...curves.map(({ x, y }) => y[Array.prototype.indexOf.call(x, step)] ?? null),
    ]);
  return [[panel.x_label, ...panel.series.map((series) => series.name)], rows];
}

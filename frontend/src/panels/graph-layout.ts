/** Where the units of a layered net stand, so that they fill their box and never overlap. */

/** One unit: its layer, its place in it, its centre and the side of its picture, in CSS pixels. */
export interface UnitBox {
  layer: number;
  index: number;
  x: number;
  y: number;
  size: number;
}

export interface GraphLayout {
  units: UnitBox[];
  /** The number of each layer's first unit, counted through all layers. */
  first: number[];
  /** The centre and width of each layer's column. */
  columns: { x: number; width: number }[];
  top: number;
  bottom: number;
}

export interface GraphRoom {
  width: number;
  height: number;
  /** Above the columns, for their steppers. */
  top: number;
  /** At the left, for the names of the inputs. */
  left: number;
  bottom: number;
  right: number;
}

/** A row of units never gets lower than this many pixels; a fuller layer gets more columns. */
const LEAST_PITCH = 15;
const GAP_SHARE = 0.78;

/** The layout of layers with `sizes` units each, input first. */
export function layoutGraph(sizes: number[], room: GraphRoom): GraphLayout {
  const height = Math.max(20, room.height - room.top - room.bottom);
  const width = Math.max(20, room.width - room.left - room.right);
  const grids = sizes.map((count) => gridOf(count, height));
  const sides = unitSides(sizes, grids, width, height);
  const widths = grids.map((grid, l) => grid.columns * sides[l]! * 1.16);
  const used = widths.reduce((sum, one) => sum + one, 0);
  const gap = sizes.length > 1 ? (width - used) / (sizes.length - 1) : 0;
  const layout: GraphLayout = {
    ...{ units: [], first: [], columns: [] },
    ...{ top: room.top, bottom: room.top + height },
  };
  let left = sizes.length > 1 ? room.left : room.left + (width - used) / 2;
  sizes.forEach((count, layer) => {
    const column = { x: left + widths[layer]! / 2, width: widths[layer]! };
    layout.first.push(layout.units.length);
    layout.columns.push(column);
    const size = sides[layer]!;
    for (let index = 0; index < count; index++) {
      const place = placeOf(index, count, grids[layer]!, column, room.top, height);
      layout.units.push({ layer, index, ...place, size });
    }
    left += widths[layer]! + gap;
  });
  return layout;
}

/** The number of the unit under (x, y), -1 for none; small units get a wider reach. */
export function unitAt(layout: GraphLayout, x: number, y: number): number {
  return layout.units.findIndex((unit) => {
    const reach = Math.max(unit.size / 2 + 1, 6);
    return Math.abs(unit.x - x) <= reach && Math.abs(unit.y - y) <= reach;
  });
}

interface Grid {
  rows: number;
  columns: number;
}

function gridOf(count: number, height: number): Grid {
  const most = Math.max(1, Math.floor(height / LEAST_PITCH));
  const columns = Math.ceil(count / most);
  return { columns, rows: Math.ceil(count / columns) };
}

/** The side of the units of each layer: hidden layers share theirs, the output may be larger. */
function unitSides(sizes: number[], grids: Grid[], width: number, height: number): number[] {
  const last = sizes.length - 1;
  const span = Math.min(width, height);
  // Lines need room to be told apart: pictures take at most this share of the width.
  const across = (0.44 * width) / grids.reduce((sum, grid) => sum + grid.columns, 0);
  const fit = grids.map((grid) => Math.min((GAP_SHARE * height) / grid.rows, across));
  const hidden = fit.slice(1, last);
  const shared = Math.min(clamp(0.17 * span, 30, 76), ...hidden);
  return sizes.map((_, layer) => {
    if (layer === last && last > 0) {
      return Math.max(5, Math.min(fit[layer]! * 1.35, clamp(0.24 * span, 40, 116)));
    }
    if (layer === 0) return Math.max(5, Math.min(fit[0]!, clamp(0.14 * span, 26, 60)));
    return Math.max(5, shared);
  });
}

function placeOf(
  index: number,
  count: number,
  grid: Grid,
  column: { x: number; width: number },
  top: number,
  height: number,
): { x: number; y: number } {
  const [across, down] = [Math.floor(index / grid.rows), index % grid.rows];
  const inColumn = Math.min(grid.rows, count - across * grid.rows);
  const step = column.width / grid.columns;
  return {
    x: column.x + (across - (grid.columns - 1) / 2) * step,
    y: top + (height * (down + 0.5)) / Math.max(1, inColumn),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

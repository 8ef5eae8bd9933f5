/** Draws points of the plane and the curves over them. */
import type { Colours } from '../palette.svelte';
import type { Points, Scatter2D } from '../protocol';
import { axisRoom, niceLimits, niceStep, xTo, yTo, type AxisLabels, type Plot } from './axes';
import { parseColour, pixel, toLab } from './colour';
import { MOST_MARKS, Splatter } from './splatter';
import type { Extent } from './surface.svelte';

export interface Limits {
  xMin: number;
  xMax: number;
  yMin: number;
  yMax: number;
}

/** Round limits around all points and model curves; those the panel fixes stay as they are. */
export function scatterLimits(panel: Scatter2D): Limits {
  const curves = panel.curves.filter((curve) => curve.role !== 'unit');
  const [x0, x1] = span([panel.points.x.data, ...curves.map((curve) => curve.x.data)]);
  const [y0, y1] = span([panel.points.y.data]);
  const [xLow, xHigh] = niceLimits(x0, x1);
  const [yLow, yHigh] = niceLimits(y0, y1);
  return {
    xMin: panel.x_min ?? xLow,
    xMax: panel.x_max ?? xHigh,
    yMin: panel.y_min ?? yLow,
    yMax: panel.y_max ?? yHigh,
  };
}

/** The old limits as long as they still fit: axes that follow every frame make nothing readable. */
export function steadyLimits(old: Limits | null, now: Limits): Limits {
  if (!old) return now;
  const fits = (a: [number, number], b: [number, number]) => {
    const slack = niceStep(b[1] - b[0], 8) * 1.01;
    return a[0] <= b[0] && a[1] >= b[1] && b[0] - a[0] <= 2 * slack && a[1] - b[1] <= 2 * slack;
  };
  const x = fits([old.xMin, old.xMax], [now.xMin, now.xMax]);
  const y = fits([old.yMin, old.yMax], [now.yMin, now.yMax]);
  if (x && y) return old;
  return {
    ...(x ? { xMin: old.xMin, xMax: old.xMax } : { xMin: now.xMin, xMax: now.xMax }),
    ...(y ? { yMin: old.yMin, yMax: old.yMax } : { yMin: now.yMin, yMax: now.yMax }),
  };
}

export function scatterPlot(
  extent: Extent,
  limits: Limits,
  colours: Colours,
  labels: AxisLabels,
): Plot {
  const room = axisRoom(colours, labels);
  return {
    left: room.left,
    top: 4,
    width: Math.max(8, extent.width - room.left - 8),
    height: Math.max(8, extent.height - room.bottom - 6),
    ...limits,
  };
}

export function drawCurves(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  panel: Scatter2D,
  colours: Colours,
  lit: number,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, plot.top, plot.width, plot.height);
  ctx.clip();
  ctx.lineJoin = 'round';
  for (const curve of panel.curves) {
    const bright = curve.unit_id >= 0 && curve.unit_id === lit;
    const { stroke, width, dash } = curveLook(curve.role, colours);
    ctx.beginPath();
    for (let i = 0, pen = false; i < curve.x.data.length; i++) {
      const [x, y] = [curve.x.data[i]!, curve.y.data[i]!];
      // A hole lifts the pen, so that the curve shows a gap and not a bridge.
      if (!Number.isFinite(y)) pen = false;
      else if (pen) ctx.lineTo(xTo(plot, x), yTo(plot, y));
      else {
        ctx.moveTo(xTo(plot, x), yTo(plot, y));
        pen = true;
      }
    }
    ctx.setLineDash(dash);
    ctx.lineWidth = bright ? width + 2 : width;
    ctx.strokeStyle = bright ? colours.ink : stroke;
    ctx.stroke();
  }
  ctx.restore();
}

/** Many points as single squares of colour, without shapes. */
export function splatterPoints(
  ctx: CanvasRenderingContext2D,
  splatter: Splatter,
  plot: Plot,
  points: Points,
  colours: Colours,
  extent: Extent,
): boolean {
  const count = points.x.data.length;
  if (count <= MOST_MARKS) return false;
  const pixels = colours.classes.map((name) => pixel(toLab(parseColour(name))));
  splatter.begin(extent.width * extent.ratio, extent.height * extent.ratio, false);
  const reach = Math.max(1, Math.round(extent.ratio));
  for (let i = 0; i < count; i++) {
    const x = xTo(plot, points.x.data[i]!) * extent.ratio;
    const y = yTo(plot, points.y.data[i]!) * extent.ratio;
    splatter.dot(x, y, pixels[points.label.data[i]! % pixels.length]!, reach);
  }
  splatter.end(ctx, extent.width, extent.height);
  return true;
}

/** The height of a curve at `x`, linear between its points; NaN outside. */
export function curveAt(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number): number {
  for (let i = 1; i < xs.length; i++) {
    const [x0, x1] = [xs[i - 1]!, xs[i]!];
    if (x < x0 || x > x1) continue;
    return ys[i - 1]! + ((ys[i]! - ys[i - 1]!) * (x - x0)) / (x1 - x0 || 1);
  }
  return NaN;
}

function curveLook(role: 'model' | 'unit' | 'truth', colours: Colours) {
  switch (role) {
    case 'model':
      return { stroke: colours.ink, width: colours.markLine * 1.5, dash: [] };
    case 'unit':
      return { stroke: colours.ink3, width: 1, dash: [] };
    case 'truth':
      return { stroke: colours.ink2, width: colours.markLine, dash: [5, 4] };
    default:
      role satisfies never;
      return { stroke: colours.ink, width: 1, dash: [] };
  }
}

function span(lists: ArrayLike<number>[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      low = Math.min(low, list[i]!);
      high = Math.max(high, list[i]!);
    }
  }
  return low <= high ? [low, high] : [-1, 1];
}

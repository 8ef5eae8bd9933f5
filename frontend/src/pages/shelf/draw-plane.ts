/** Draws the plane of a run from edge to edge: its colours, its boundary, its training points. */
import type { Palette } from '../../palette.svelte';
import { drawField, type FieldPicture } from '../../panels/field';
import { drawPoints } from '../../panels/points';
import type { Field2D } from '../../protocol';

/** The canvas has more pixels than its place on the page, so marks are drawn larger. */
const POINT = 5.5;

export function drawPlane(
  canvas: HTMLCanvasElement,
  panel: Field2D,
  palette: Palette,
  picture: FieldPicture,
): void {
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  const { width, height } = canvas;
  const { x_min: xMin, x_max: xMax, y_min: yMin, y_max: yMax } = panel;
  // Axes stand outside the plot, so on this canvas nobody sees them.
  const plot = { left: 0, top: 0, width, height, xMin, xMax, yMin, yMax };
  const { colours, tables } = palette;
  ctx.clearRect(0, 0, width, height);
  drawField(ctx, plot, panel, { colours, tables, discrete: false, unit: null }, picture);
  if (!panel.points) return;
  const look = { test: false, hovered: -1, picked: -1 };
  const marks = { ...colours, point: POINT };
  drawPoints(ctx, plot, panel.points, { ...look, colours: marks });
}

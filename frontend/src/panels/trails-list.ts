/** The trails of a plane or a mountain as rows, for those who cannot see the picture. */
import type { Table } from '../protocol';
import { heightsOf, unlogged, valueOver, type Ground } from './heights';
import type { Listing } from './listing';
import { words } from './words';

export function trailListing(panel: Ground): Listing {
  return [trailColumns(panel), trailRows(panel)];
}

export function trailColumns(panel: Ground): string[] {
  const axes = [panel.x_label, panel.y_label, panel.z_label];
  return [words.list.name, words.trails.places, ...axes.map(words.trails.last), words.trails.end];
}

/** One row for each trail, then one for each spot and arrow. */
export function trailRows(panel: Ground): Table['rows'] {
  const heights = heightsOf(panel.values);
  const over = (x: number, y: number) => {
    const value = unlogged(panel, valueOver(panel, heights, x, y));
    return Number.isFinite(value) ? value : null;
  };
  const trails = panel.trails.map((trail) => {
    const last = trail.x.data.length - 1;
    const [x, y] = [trail.x.data[last] ?? NaN, trail.y.data[last] ?? NaN];
    return [trail.name, last + 1, x, y, over(x, y), words.trails.ends[trail.end]];
  });
  if (panel.kind !== 'contour_path') return trails;
  const spots = panel.spots.map(({ name, x, y }) => [name, null, x, y, over(x, y), '']);
  const arrows = panel.arrows.map((arrow) => {
    const [x, y] = [arrow.x + arrow.dx, arrow.y + arrow.dy];
    return [arrow.name, null, x, y, over(x, y), ''];
  });
  return [...trails, ...spots, ...arrows];
}

/** The learner's hand on a cloud of points: turns it, comes closer, points at an example. */
import type { Scatter3D } from '../protocol';
import type { BenchView } from './bench-view';
import { projection, seenPoints, type Cube } from './space';
import { MOST_MARKS } from './splatter';
import type { Extent } from './surface.svelte';
import { Turntable } from './turntable.svelte';

export interface SpaceGround {
  panel: Scatter3D;
  cube: Cube;
  extent: Extent;
  bench: BenchView;
  name: string;
}

const REACH = 10;

export class SpaceHand extends Turntable {
  readonly #ground: () => SpaceGround;

  constructor(ground: () => SpaceGround) {
    super();
    this.#ground = ground;
  }

  override click(): void {
    const { bench, name } = this.#ground();
    const { example, picked } = bench.highlight;
    const id = example === picked ? -1 : example;
    if (id === picked) return;
    bench.highlight.picked = id;
    bench.act(name, { type: 'pick', id });
  }

  readonly leave = (): void => {
    this.#ground().bench.highlight.example = -1;
  };

  override point(event: PointerEvent): void {
    const { panel, cube, extent, bench } = this.#ground();
    if (panel.label.data.length > MOST_MARKS) return;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const seen = seenPoints(panel, cube, projection(extent, this.view));
    let best = -1;
    let least = REACH;
    seen.forEach((one, row) => {
      const distance = Math.hypot(one.x - x, one.y - y) + one.depth;
      if (distance >= least) return;
      least = distance;
      best = row;
    });
    bench.highlight.example = best < 0 ? -1 : panel.ids.data[best]!;
  }
}

/** A bench on which nothing trains: it holds one picture and remembers the last gesture. */
import { Highlight } from '../highlight.svelte';
import { History } from '../history';
import { Palette } from '../palette.svelte';
import type { AnyGesture } from '../protocol';
import type { BenchView, Config, Mark } from './bench-view';
import type { Fixture } from './fixtures';

export class StillBench implements BenchView {
  /** The last gesture, for whoever wants to see that a panel answers the hand. */
  said = $state.raw<AnyGesture | null>(null);
  readonly history = new History();
  readonly highlight = new Highlight();
  readonly config: Config = {};
  readonly refused = null;
  readonly palette: Palette;
  readonly marks: Mark[];

  constructor(fixture: Fixture | null, palette: Palette = new Palette()) {
    this.palette = palette;
    this.marks = fixture?.marks ?? [];
    if (fixture?.metrics) this.history.append(fixture.metrics);
  }

  act(_panel: string, gesture: AnyGesture): void {
    this.said = gesture;
  }
}

/** A loop that trains in a notebook, on the bench: there is nothing to set, only to look at. */
import { parseHash } from '../../hash';
import type { Progress } from '../../progress.svelte';
import type { LabPage } from '../../protocol';
import type { Socket } from '../../socket';
import type { Theme } from '../../theme.svelte';
import { Bench } from '../bench/bench.svelte';

export class Loop extends Bench {
  readonly #id: string;
  readonly #dressed: Theme;

  constructor(lab: LabPage, id: string, socket: Socket, theme: Theme, progress: Progress) {
    super(lab, socket, theme, progress);
    this.#id = id;
    this.#dressed = theme;
  }

  /** Joins the run that is there; its address says only how the page is dressed. */
  override start(): () => void {
    const { hide, theme, embed } = parseHash(location.hash, this.lab).place;
    this.dress = { hide, theme, embed };
    if (theme) this.#dressed.choose(theme, false);
    this.main.open({ preset: '', config: {}, speed: null, playing: true }, this.#id);
    return () => {
      this.forks.end();
      this.main.close();
    };
  }

  /** Play and pause are all that a loop of somebody else obeys. */
  override toggle(): void {
    this.forks.pace(!this.run.playing);
  }
}

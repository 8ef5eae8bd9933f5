/** What a panel may know of the bench it stands on. */
import type { Highlight } from '../highlight.svelte';
import type { HistoryView } from '../history';
import type { Palette } from '../palette.svelte';
import type { AnyGesture, Refused, Status } from '../protocol';

export type Config = Status['config'];
export type ConfigValue = Config[string];

/** A live change of control `name` at `step`; `label` is how the learner knows it. */
export interface Mark {
  step: number;
  name: string;
  label: string;
  old: ConfigValue;
  new: ConfigValue;
}

export interface BenchView {
  readonly history: HistoryView;
  readonly marks: Mark[];
  readonly highlight: Highlight;
  readonly config: Config;
  readonly palette: Palette;
  /** The server's newest refusal, shown where the gesture came from; null when all is well. */
  readonly refused?: Refused | null;
  /** Several runs stand side by side: there is room for the picture only. */
  readonly compact?: boolean;
  act(panel: string, gesture: AnyGesture): void;
}

export interface PanelProps<P> {
  panel: P;
  name: string;
  bench: BenchView;
}

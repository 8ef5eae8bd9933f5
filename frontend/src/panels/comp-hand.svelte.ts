/** The learner's hand on a computation graph: points at a node, opens it, walks by keys. */
import type { CompGraph, Node } from '../protocol';
import type { BenchView } from './bench-view';
import { walk, type Spot } from './comp-graph';

export interface CompGround {
  panel: CompGraph;
  bench: BenchView;
  spots: Map<string, Spot>;
  element: HTMLElement | undefined;
}

export class CompHand {
  /** The node whose editor or numbers are open; empty for none. */
  opened = $state('');
  #reached = $state('');
  readonly #ground: () => CompGround;

  constructor(ground: () => CompGround) {
    this.#ground = ground;
  }

  /** The one node that the Tab key comes to. */
  get home(): string {
    const { nodes } = this.#ground().panel;
    return nodes.some(({ id }) => id === this.#reached) ? this.#reached : (nodes[0]?.id ?? '');
  }

  point(node: Node, on: boolean): void {
    const { highlight } = this.#ground().bench;
    if (on) this.#reached = node.id;
    highlight.node = on ? node.id : '';
    if (node.unit >= 0) highlight.unit = on ? node.unit : -1;
  }

  /** Opens the editor of a leaf, or the numbers of a vector. */
  press(node: Node): void {
    const isArray = node.values.length > 0 || node.gradients.length > 0;
    if (node.editable || isArray) this.opened = node.id;
  }

  readonly close = (): void => {
    const last = this.opened;
    this.opened = '';
    if (last) this.#reach(last);
  };

  readonly key = (event: KeyboardEvent): void => {
    const next = this.opened ? null : walk(this.#ground().spots, this.home, event.key);
    if (!next) return;
    event.preventDefault();
    this.#reach(next);
  };

  #reach(id: string): void {
    this.#reached = id;
    const { element } = this.#ground();
    element?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)?.focus();
  }
}

/** The marks on curve and timeline where a control was changed while the run went on. */
import { areLooks } from './config';
import { words } from './i18n';
import type { ConfigValue, Mark } from './panels/bench-view';
import { plainSymbol } from './panels/format';
import type { Changed, Control } from './protocol';

/** Changes of one control closer together than this are one drag and make one mark. */
const DRAG_MS = 900;
const MOST_MARKS = 60;
const MOST_LETTERS = 24;

export class Marks {
  #list: Mark[] = [];
  #lastMs = -Infinity;

  get list(): Mark[] {
    return this.#list;
  }

  add(changed: Changed, controls: Control[], nowMs: number): Mark[] {
    const list = [...this.#list];
    for (const change of changed.changes) {
      if (areLooks(controls, [change.name])) continue;
      const control = controls.find((each) => each.name === change.name);
      const last = list.at(-1);
      const dragged = last?.name === change.name && nowMs - this.#lastMs < DRAG_MS;
      const old = dragged ? last.old : told(change.old, words.marks.before);
      if (dragged) list.pop();
      const label = plainSymbol(control?.symbol ?? '') || control?.label || change.name;
      const now = told(change.new, words.marks.after);
      list.push({ step: changed.step, name: change.name, label, old, new: now });
    }
    this.#lastMs = nowMs;
    this.#list = list.slice(-MOST_MARKS);
    return this.#list;
  }

  /** Forgets what lies after `step`; all of it for a run that begins again. */
  rewind(step: number): Mark[] {
    this.#list = step > 0 ? this.#list.filter((mark) => mark.step <= step) : [];
    return this.#list;
  }
}

/** Painted points are a long text that says nothing to anybody: a word stands for it. */
function told(value: ConfigValue, word: string): ConfigValue {
  return typeof value === 'string' && value.length > MOST_LETTERS ? word : value;
}

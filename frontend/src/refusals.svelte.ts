/** What the server did not take: the newest for everybody, and those of controls by name. */
import type { Refused } from './protocol';

export class Refusals {
  newest = $state.raw<Refused | null>(null);
  /** Sentences to show beside the control of that name. */
  byControl = $state.raw<Record<string, string>>({});

  add(refused: Refused, isControl: boolean): void {
    this.newest = refused;
    if (isControl) this.byControl = { ...this.byControl, [refused.field]: refused.message };
  }

  /** Forgets those of the controls in `names`: they were changed again. */
  clear(names: string[]): void {
    this.newest = null;
    if (!names.some((name) => name in this.byControl)) return;
    const kept = Object.entries(this.byControl).filter(([name]) => !names.includes(name));
    this.byControl = Object.fromEntries(kept);
  }

  clearAll(): void {
    this.newest = null;
    this.byControl = {};
  }
}

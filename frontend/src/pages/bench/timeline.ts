/** The length of the timeline and the words on its marks. */
import type { Mark } from '../../panels/bench-view';
import { setting } from '../../panels/format';
import { words } from '../../i18n';

const LEADS = [1, 2, 5];
const FIRST_END = 100;
/** Labels closer than this share of the line would overlap. */
const ROOM = 0.16;

/** `goal` while the run has not passed it, then the next 1, 2 or 5 times a power of ten. */
export function endOf(step: number, goal: number | null): number {
  if (goal !== null && step <= goal) return goal;
  for (let power = FIRST_END; ; power *= 10) {
    for (const lead of LEADS) if (lead * power > step) return lead * power;
  }
}

export interface Flag {
  mark: Mark;
  share: number;
  text: string;
  /** Whether there is room for its words; the others are read by pointing at them. */
  told: boolean;
}

/** The marks from old to new; the newest keep their words when there is not room for all. */
export function flagsOf(marks: Mark[], end: number): Flag[] {
  const flags: Flag[] = [];
  let free = Infinity;
  for (const mark of [...marks].reverse()) {
    const share = Math.min(1, mark.step / end);
    const told = free - share >= ROOM;
    if (told) free = share;
    const text = words.transport.mark(mark.label, setting(mark.old), setting(mark.new));
    flags.push({ mark, share, text, told });
  }
  return flags.reverse();
}

/** Where a key takes the head of the timeline, null for keys that do not move it. */
export function moved(key: string, at: number, newest: number, end: number): number | null {
  const small = Math.max(1, Math.round(end / 100));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, at - small);
    case 'ArrowRight':
    case 'ArrowUp':
      return at + small;
    case 'PageDown':
      return Math.max(0, at - 10 * small);
    case 'PageUp':
      return at + 10 * small;
    case 'Home':
      return 0;
    case 'End':
      return newest;
    default:
      return null;
  }
}

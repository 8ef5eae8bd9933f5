/** Which key does what on the bench; never while the learner types. */
export type Shortcut =
  | { name: 'toggle' | 'step' | 'restart' | 'fresh' | 'fork' | 'theme' | 'help' }
  | { name: 'preset'; index: number };

const TYPING = 'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]';
/** Space means "press me" on these. */
const PRESSED = 'button, a, summary, input, [role=menuitemradio], [role=application]';

export function shortcutOf(event: KeyboardEvent): Shortcut | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TYPING) || target?.closest('dialog')) return null;
  if (/^[1-9]$/.test(event.key)) return { name: 'preset', index: Number(event.key) - 1 };
  switch (event.key) {
    case ' ':
      return target?.closest(PRESSED) ? null : { name: 'toggle' };
    case '.':
      return target?.closest('[role=application]') ? null : { name: 'step' };
    case 'r':
      return { name: 'restart' };
    case 'R':
      return { name: 'fresh' };
    case 'f':
      return { name: 'fork' };
    case 't':
      return { name: 'theme' };
    case '?':
      return { name: 'help' };
    default:
      return null;
  }
}

/** The keys that save in every program, also while the learner types. */
export function isSave(event: KeyboardEvent): boolean {
  const isControl = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
  return isControl && event.key.toLowerCase() === 's' && !event.defaultPrevented;
}

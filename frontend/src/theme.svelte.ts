/** The theme of the page: chosen, remembered, or as the system prefers. */
export const THEMES = ['light', 'dark', 'contrast', 'projector'] as const;
export type ThemeName = (typeof THEMES)[number];

const KEY = 'tinkernet.theme';

export function isTheme(text: unknown): text is ThemeName {
  return THEMES.some((name) => name === text);
}

export class Theme {
  /** What the learner chose; null follows the system. */
  chosen = $state<ThemeName | null>(null);
  #system = $state<ThemeName>('light');

  constructor() {
    const remembered = recall(KEY);
    if (isTheme(remembered)) this.chosen = remembered;
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const contrast = window.matchMedia('(prefers-contrast: more)');
    const follow = () => {
      this.#system = contrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light';
      this.#apply();
    };
    dark.addEventListener('change', follow);
    contrast.addEventListener('change', follow);
    follow();
  }

  get current(): ThemeName {
    return this.chosen ?? this.#system;
  }

  /** `remember`: not for a theme that came with somebody else's link. */
  choose(name: ThemeName | null, remember = true): void {
    this.chosen = name;
    if (remember) keep(KEY, name);
    this.#apply();
  }

  next(): void {
    this.choose(THEMES[(THEMES.indexOf(this.current) + 1) % THEMES.length] ?? 'light');
  }

  #apply(): void {
    document.documentElement.dataset['theme'] = this.current;
  }
}

/** What this browser remembers under `key`; null where storage is forbidden. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Remembers `text` under `key`, or forgets it; a full or forbidden storage is no error. */
export function keep(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

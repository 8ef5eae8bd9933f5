/** KaTeX, fetched with the first formula that is shown, then there for all. */

interface Typesetter {
  /** Null until it has come. */
  set: ((tex: string, element: HTMLElement) => void) | null;
}

export const typesetter: Typesetter = $state({ set: null });
let asked = false;

export function loadTypesetter(): void {
  if (asked) return;
  asked = true;
  void Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(
    ([{ default: katex }]) => {
      typesetter.set = (tex, element) =>
        katex.render(tex, element, { throwOnError: false, strict: 'ignore' });
    },
  );
}

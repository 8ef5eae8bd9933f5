/** Sets the formulas inside panels, at once where KaTeX has come. */
import { typeset, typesetter as katexLoaded } from '../typesetter';

interface Typesetter {
  /** Null until it has come. */
  set: ((tex: string, element: HTMLElement) => void) | null;
}

export const typesetter: Typesetter = $state({ set: null });
let asked = false;

export function loadTypesetter(): void {
  if (asked) return;
  asked = true;
  void katexLoaded().then((katex) => {
    typesetter.set = (tex, element) => typeset(katex, tex, element);
  });
}

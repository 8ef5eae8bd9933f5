/** KaTeX, fetched with the first formula that is shown, then there for all. */
type Katex = (typeof import('katex'))['default'];

/** After so long it is asked for again where the server could not be reached. */
const AGAIN_MS = 2000;
let coming: Promise<Katex> | undefined;

/** Waits as long as it takes: until then a formula stands as it was typed. */
export function typesetter(): Promise<Katex> {
  return (coming ??= fetched());
}

/** Sets a formula; one that is no TeX stands as it was written. */
export function typeset(katex: Katex, tex: string, place: HTMLElement, displayMode = false): void {
  try {
    katex.render(tex, place, { displayMode, strict: 'ignore' });
  } catch {
    // KaTeX's own way of showing an error is an inline style, which the page's policy forbids.
    place.textContent = tex;
  }
}

async function fetched(): Promise<Katex> {
  for (;;) {
    try {
      const [{ default: katex }] = await Promise.all([
        import('katex'),
        import('katex/dist/katex.min.css'),
      ]);
      return katex;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** Lesson text: Markdown with $formulas$, made into safe nodes of the page. */
import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { typeset, typesetter } from '../typesetter';

interface Formula {
  tex: string;
  display: boolean;
}

const FORMULA = /\$\$([\s\S]+?)\$\$|\$((?:\\.|[^$\\\n])+?)\$([).,;:!?]?)/g;
/** Formulas with a longer source may be broken at the end of a line. */
const WHOLE = 30;
/** No line ends here, before the punctuation that follows a formula. */
const WORD_JOINER = '\u2060';

/** The nodes of `text`; `inline` leaves out the paragraph around it. */
export function renderText(text: string, inline = false): DocumentFragment {
  const { plain, formulas } = takeFormulas(text);
  const html = inline
    ? marked.parseInline(plain, { async: false })
    : marked.parse(plain, { async: false });
  const nodes = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    // A strict content policy would ignore inline styles anyway, loudly.
    FORBID_ATTR: ['style'],
    FORBID_TAGS: ['style', 'form', 'input', 'iframe', 'img'],
  });
  for (const place of nodes.querySelectorAll<HTMLElement>('span[data-formula]')) {
    const formula = formulas[Number(place.dataset['formula'])];
    if (formula) void setFormula(place, formula);
  }
  return nodes;
}

/** Formulas are taken out before Markdown sees their underscores and stars. */
export function takeFormulas(text: string): { plain: string; formulas: Formula[] } {
  const formulas: Formula[] = [];
  const plain = text.replace(FORMULA, (_, display?: string, inline?: string, mark = '') => {
    formulas.push({ tex: (display ?? inline ?? '').trim(), display: display !== undefined });
    return `<span data-formula="${formulas.length - 1}"></span>${mark && WORD_JOINER + mark}`;
  });
  return { plain, formulas };
}

/** KaTeX is loaded with the first formula; until then its source stands there. */
async function setFormula(place: HTMLElement, { tex, display }: Formula): Promise<void> {
  place.textContent = tex;
  place.className = display ? 'formula display' : 'formula';
  place.classList.toggle('whole', !display && tex.length <= WHOLE);
  typeset(await typesetter(), tex, place, display);
  if (!display) return;
  fit(place);
  // Measured again whenever its column or its letters change: fonts may come late and be wider.
  const sizes = new ResizeObserver(() => fit(place));
  for (const part of [place, ...place.querySelectorAll('.base')]) sizes.observe(part);
}

/** A formula wider than its column is set smaller; what is still too wide can be scrolled. */
function fit(place: HTMLElement): void {
  place.style.fontSize = '';
  const share = place.clientWidth / place.scrollWidth;
  if (share < 1) place.style.fontSize = `${Math.max(SMALLEST, share * TIGHT)}em`;
  // What scrolls must be reached by keys.
  if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
  else place.removeAttribute('tabindex');
}

const SMALLEST = 0.72;
/** The padding does not shrink with the formula. */
const TIGHT = 0.95;

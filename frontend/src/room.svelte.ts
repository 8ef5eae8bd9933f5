/** How much room there is, measured in the theme's own letters: a projector's are larger. */
const BREAKS = [1360, 1280, 1180, 900, 640];
const USUAL_LETTER = 14;

/** The width of the window in pixels of the usual size of letters. */
export const room = $state({ width: window.innerWidth });

/** Keeps `room` and the classes `below-…` of the page true, for layouts to look at. */
export function followRoom(): () => void {
  const root = document.documentElement;
  const measure = () => {
    const letter = parseFloat(getComputedStyle(root).fontSize) || USUAL_LETTER;
    room.width = (window.innerWidth * USUAL_LETTER) / letter;
    for (const limit of BREAKS) root.classList.toggle(`below-${limit}`, room.width < limit);
  };
  const themes = new MutationObserver(measure);
  themes.observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  window.addEventListener('resize', measure);
  measure();
  return () => {
    themes.disconnect();
    window.removeEventListener('resize', measure);
  };
}

/** Which page the address names; links between pages are followed without loading anew. */
export type Page =
  | { name: 'shelf' }
  | { name: 'lab' | 'sweep'; lab: string }
  | { name: 'watch'; run: string }
  | { name: 'gallery' }
  | { name: 'saved' }
  | { name: 'short'; id: string }
  | { name: 'nowhere' };

export function pageOf(path: string): Page {
  if (path === '/') return { name: 'shelf' };
  if (path === '/gallery') return { name: 'gallery' };
  const [, run] = /^\/watch\/([0-9a-f]{32})$/.exec(path) ?? [];
  if (run) return { name: 'watch', run };
  if (path === '/saved') return { name: 'saved' };
  const [, id] = /^\/s\/([^/]+)\/?$/.exec(path) ?? [];
  if (id) return { name: 'short', id };
  const [, name, lab] = /^\/(lab|sweep)\/([a-z0-9-]+)\/?$/.exec(path) ?? [];
  if (!lab) return { name: 'nowhere' };
  return { name: name === 'sweep' ? 'sweep' : 'lab', lab };
}

export class Route {
  path = $state(location.pathname);

  get page(): Page {
    return pageOf(this.path);
  }

  /** Another address for the page that is here: going back does not lead to the old one. */
  become(path: string, hash: string): void {
    history.replaceState(null, '', path + hash);
    this.path = path;
  }

  /** Listens to clicks on links and to back and forward, as long as the page lives. */
  follow(): () => void {
    const moved = () => (this.path = location.pathname);
    document.addEventListener('click', this.#click);
    window.addEventListener('popstate', moved);
    return () => {
      document.removeEventListener('click', this.#click);
      window.removeEventListener('popstate', moved);
    };
  }

  #click = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.defaultPrevented || event.button !== 0 || link.target) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || url.pathname === location.pathname) return;
    if (pageOf(url.pathname).name === 'nowhere' || link.hasAttribute('download')) return;
    event.preventDefault();
    history.pushState(null, '', url);
    this.path = url.pathname;
    window.scrollTo(0, 0);
  };
}

/** Completes the last word of a question such as `king - man + wo`. */

/** A longer list would hide the picture. */
const MOST = 12;

/** The question with its last word completed, in the order of the names, the exact one first. */
export function completed(question: string, names: readonly string[]): string[] {
  const [, before = '', begun = ''] = /^(.*?)([^\s+−-]*)$/u.exec(question) ?? [];
  const start = begun.toLowerCase();
  if (!start) return [];
  const found = [];
  for (const name of names) {
    if (!name.startsWith(start)) continue;
    if (name === start) found.unshift(before + name);
    else found.push(before + name);
    if (found.length >= MOST) break;
  }
  return found;
}

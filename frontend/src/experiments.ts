/** What the page asks about saved experiments over plain HTTP. */
import { ask } from './api';
import type { Card, CardList, Curves, Details, Resumed, Saving } from './protocol';

const ROOT = '/api/experiments';

/** What is looked for in a list; an empty text asks for everything. */
export interface Wanted {
  search: string;
  lab: string;
  state: string;
  sort: string;
}

export function saveRun(saving: Saving): Promise<Card> {
  return ask(ROOT, 'POST', saving);
}

export function fetchSaved(wanted: Wanted, offset: number, limit: number): Promise<CardList> {
  const query = new URLSearchParams({ offset: String(offset), limit: String(limit) });
  for (const [name, text] of Object.entries(wanted)) if (text) query.set(name, text);
  return ask(`${ROOT}?${query}`);
}

export function fetchDetails(id: string): Promise<Details> {
  return ask(at(id));
}

export function fetchCurves(id: string): Promise<Curves> {
  return ask(`${at(id)}/curves`);
}

export function renameSaved(id: string, change: { name: string; note: string }): Promise<Card> {
  return ask(at(id), 'PATCH', change);
}

export function deleteSaved(id: string): Promise<Card> {
  return ask(at(id), 'DELETE');
}

export function undeleteSaved(id: string): Promise<Card> {
  return ask(`${at(id)}/undelete`, 'POST', {});
}

/** The run that goes on from a saved one; it is joined over the websocket. */
export function resumeSaved(id: string, playing: boolean): Promise<Resumed> {
  return ask(`${at(id)}/resume`, 'POST', { playing });
}

export function thumbnailOf(id: string): string {
  return `${at(id)}/thumbnail.png`;
}

export function stateFileOf(id: string): string {
  return `${at(id)}/state.safetensors`;
}

function at(id: string): string {
  return `${ROOT}/${encodeURIComponent(id)}`;
}

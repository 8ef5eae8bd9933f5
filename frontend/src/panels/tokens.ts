/** The words of a text with the part each plays in the window. */
import type { Table, Tokens } from '../protocol';
import type { Listing } from './listing';
import { words } from './words';

export type Role = 'plain' | 'centre' | 'context' | 'stranger' | 'skipped';

/** As the roles are numbered on the wire. */
const ROLES: readonly Role[] = ['plain', 'centre', 'context', 'stranger', 'skipped'];

export const roleNames: Readonly<Record<Role, string>> = words.tokens.roles;

export interface Chip {
  text: string;
  /** Its place in the vocabulary, -1 for none. */
  id: number;
  role: Role;
  /** 0..1, how strongly it is tinted. */
  weight: number;
  /** Whether a sentence ends with it. */
  ends: boolean;
}

export function chipsOf(panel: Tokens): Chip[] {
  const ends = new Set(panel.ends?.data);
  return panel.texts.map((text, i) => ({
    text,
    id: panel.ids.data[i] ?? -1,
    role: ROLES[panel.roles.data[i] ?? 0] ?? 'plain',
    weight: Math.min(1, Math.max(0, panel.weights?.data[i] ?? 0)),
    ends: ends.has(i),
  }));
}

export function tokenListing(panel: Tokens): Listing {
  const rows: Table['rows'] = chipsOf(panel).map(({ text, role }, i) => [
    i + 1,
    text,
    roleNames[role],
  ]);
  return [[words.tokens.place, words.tokens.word, words.tokens.role], rows];
}

/** What is wrong with a text before it is sent; empty when nothing is. */
export function complaintOf(text: string, most: number): string {
  const length = [...text].length;
  return length > most ? words.tokens.long(length, most) : '';
}

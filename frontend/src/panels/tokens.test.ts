// The words of a text answer the hand: the window moves, a word lights, an own text is sent.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Tokens } from '../protocol';
import Card from './Card.svelte';
import { fixtures } from './fixtures';
import { listPanel } from './listing';
import { layPaper } from './paper';
import { StillBench } from './still-bench.svelte';
import { chipsOf, complaintOf } from './tokens';
import { words } from './words';

const kept = fixtures();
const fixture = (name: string) => kept.find((one) => one.name === name)!;
const panelOf = (name: string) => fixture(name).panel as Tokens;

beforeEach(() => {
  layPaper();
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

function shown(name: string): StillBench {
  const bench = new StillBench(fixture(name));
  render(Card, { panel: fixture(name).panel, name: 'window', bench });
  return bench;
}

const text = () => screen.getByRole('group', { name: /The window/ });

describe('the window', () => {
  it('moves on with the arrow keys', async () => {
    const bench = shown('tokens');
    await fireEvent.keyDown(text(), { key: 'ArrowRight' });
    expect(bench.said).toEqual({ type: 'goto', at: panelOf('tokens').at + 1 });
  });

  it('moves the way the text is read', async () => {
    const bench = shown('tokens_rtl');
    expect(text().getAttribute('dir')).toBe('rtl');
    await fireEvent.keyDown(text(), { key: 'ArrowLeft' });
    expect(bench.said).toEqual({ type: 'goto', at: panelOf('tokens_rtl').at + 1 });
  });

  it('stays within the text', async () => {
    const bench = new StillBench(fixture('tokens'));
    const panel = { ...panelOf('tokens'), at: 0 };
    render(Card, { panel, name: 'window', bench });
    await fireEvent.keyDown(text(), { key: 'ArrowLeft' });
    expect(bench.said).toEqual({ type: 'goto', at: 0 });
  });

  it('tells the part of each word to those who only hear it', () => {
    shown('tokens');
    const centre = chipsOf(panelOf('tokens')).find(({ role }) => role === 'centre')!;
    expect(text().textContent).toContain(`${centre.text}, ${words.tokens.roles.centre}`);
  });

  it('lights a word in every panel, and is lit from there', async () => {
    const bench = shown('tokens');
    const chip = text().querySelector('.centre')!;
    await fireEvent.pointerEnter(chip);
    const { id } = chipsOf(panelOf('tokens')).find(({ role }) => role === 'centre')!;
    expect(bench.highlight.token).toBe(id);
    await waitFor(() => expect(chip.classList.contains('lit')).toBe(true));
    await fireEvent.pointerLeave(chip);
    expect(bench.highlight.token).toBe(-1);
  });
});

describe('a text of one’s own', () => {
  async function typed(content: string): Promise<StillBench> {
    const bench = shown('tokens');
    vi.spyOn(bench, 'act');
    await fireEvent.click(screen.getByRole('button', { name: words.tokens.own }));
    await fireEvent.input(screen.getByRole('textbox'), { target: { value: content } });
    await fireEvent.click(screen.getByRole('button', { name: words.tokens.use }));
    return bench;
  }

  it('is sent as it was written', async () => {
    const bench = await typed('گربه می‌خوابد 🐈');
    expect(bench.said).toEqual({ type: 'type_text', text: 'گربه می‌خوابد 🐈' });
  });

  it('is not sent while it is empty', async () => {
    const bench = await typed('  \n ');
    expect(bench.act).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toBe(words.tokens.empty);
  });

  it('is not sent when it is too long, and the sentence says how long it is', async () => {
    const bench = await typed('a '.repeat(7000));
    expect(bench.act).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toContain('14,000');
  });

  it('never reaches the field when 50 MB are pasted', async () => {
    shown('tokens');
    await fireEvent.click(screen.getByRole('button', { name: words.tokens.own }));
    const huge = 'word '.repeat(10_000_000);
    const clipboardData = { getData: () => huge };
    const went = await fireEvent.paste(screen.getByRole('textbox'), { clipboardData });
    expect(went).toBe(false);
    expect(screen.getByRole('alert').textContent).toContain('50,000,000');
  });

  it('counts signs as the server does', () => {
    expect(complaintOf('🐈'.repeat(10), 10)).toBe('');
    expect(complaintOf('🐈'.repeat(11), 10)).toContain('11');
  });
});

it('lists its words with their places and parts', () => {
  const listed = listPanel(panelOf('tokens_rtl'), new StillBench(null).history);
  expect(listed.columns.map(({ name }) => name)).toEqual(['place', 'word', 'role']);
  expect(listed.rows.some(([, , role]) => role === words.tokens.roles.centre)).toBe(true);
});

it('tints words by weight', () => {
  const chips = chipsOf(panelOf('tokens_weights'));
  expect(chips.map(({ weight }) => Math.round(10 * weight))).toEqual([0, 2, 1, 0, 10, 5]);
  expect(chips[0]!.role).toBe('skipped');
  expect(chips[5]!.id).toBe(-1);
});

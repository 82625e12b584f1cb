/** Owns what the suites of the screen *Políticas* share: a draft, its editor, and what is saved of it. */
import type { Page } from 'playwright-core';
import type { Role } from '../../domain/permissions';
import type { Desk } from './desk';

export interface DraftAnswer {
  readonly draft: string;
  readonly revision: number;
  readonly document: Readonly<Record<string, unknown>> & { readonly name: string };
}

/** A draft of the default policy, begun from what is in force. */
export async function aDraft(desk: Desk, name: string, role: Role = 'analyst'): Promise<DraftAnswer> {
  const { body } = await desk.crivo.call('POST', '/policies/default/drafts', { name }, { role });
  return body as unknown as DraftAnswer;
}

/** As it is saved by now. */
export async function savedDraft(desk: Desk, { draft }: DraftAnswer): Promise<DraftAnswer> {
  const { body } = await desk.crivo.call('GET', `/policies/default/drafts/${draft}`, undefined, { role: 'manager' });
  return body as unknown as DraftAnswer;
}

/** Opens its editor and waits for it. */
export async function openDraft(page: Page, { draft }: DraftAnswer): Promise<void> {
  await page.goto(`/politicas/default/${draft}`);
  await page.getByRole('textbox', { name: 'JSON da política' }).waitFor();
}

/** By its key, and waits until it is. */
export async function saveDraft(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.getByText('Tudo salvo.').waitFor();
}

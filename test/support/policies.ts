/** Owns how tests bring a policy into force as people do: drafted and submitted by one, approved and published by another. */

/** Whatever answers requests of two people. */
export type AskAs = (
  person: 'author' | 'second',
  path: string,
  body: unknown,
) => Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }>;

/** Up to the approval; answers the request that publishes it. */
export async function approvedDraft(
  ask: AskAs,
  policy: string,
  document: object,
  basedOn?: number,
): Promise<{ readonly path: string; readonly body: { readonly revision: number } }> {
  const body = { revision: 1 };
  const drafted = await ask('author', `/policies/${policy}/drafts`, {
    document,
    ...(basedOn !== undefined && { basedOn }),
  });
  const path = `/policies/${policy}/drafts/${String(drafted.body['draft'])}`;
  const steps = [drafted, await ask('author', `${path}/submit`, body), await ask('second', `${path}/approve`, body)];
  const refused = steps.find(({ status }) => status !== 200);
  if (refused !== undefined) throw new Error(`the draft of ${policy} was refused: ${JSON.stringify(refused.body)}`);
  return { path: `${path}/publish`, body };
}

/** Owns what the JSON editor offers where: keys and words of the policy's own schema. */
import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { policyJsonSchema } from '../../contracts/policy-json-schema';
import { completeBySchema } from '../../web/src/policies/json-completion';

const complete = completeBySchema(policyJsonSchema());
/** At the bar in the text. */
function offeredAt(marked: string, explicit = true): readonly string[] {
  const pos = marked.indexOf('|');
  const state = EditorState.create({ doc: marked.replace('|', '') });
  const result: CompletionResult | null = complete(new CompletionContext(state, pos, explicit));
  return result?.options.map(({ label }) => label) ?? [];
}
const CHECK = '{"checks": [{"rules": [{"when": ';

test('keys of the place are offered where a key stands', () => {
  expect(offeredAt('{"|"}')).toEqual(expect.arrayContaining(['"checks"', '"tolerance"', '"tests"']));
  expect(offeredAt('{"checks": [{"|"}]}')).toEqual(expect.arrayContaining(['"modes"', '"whenUnknown"']));
});

test('facts and operators are offered, however deep the condition', () => {
  const nested = `${CHECK}{"all": [{"not": {"any": [{"fact": "|"}]}}]}}]}]}`;
  expect(offeredAt(nested)).toContain('"averageDelayDays"');
  expect(offeredAt(`${CHECK}{"fact": "limitCents", "operator": |`)).toContain('"greaterThan"');
});

test('nothing is offered unasked where nothing was typed, nor where the schema knows nothing', () => {
  expect(offeredAt('{"checks": |}', false)).toEqual([]);
  expect(offeredAt('{"nothing": {"like": "|"}}')).toEqual([]);
});

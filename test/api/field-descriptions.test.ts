/** Owns that the description of the API says what each field of purchases, limits and the desk means. */
import { startApi } from '../support/api';
import { undescribedOf, type DescribedApi } from '../support/described';

/** Where every field is described, of what is sent and what is answered: a part of the addresses. */
const DESCRIBED = [
  ...['/purchasing', '/consents', '/purchases/{purchase}/resolve', '/limit-proposals', '/holds', '/figures/desk'],
  ...['/exceptions', '/releases', '/release-requests', '/catalogue'],
];

let description: DescribedApi;
beforeAll(async () => {
  const api = await startApi({ name: 'field-descriptions' });
  description = (await api.call('GET', '/openapi.json', undefined, { key: null })).body as unknown as DescribedApi;
  await api.stop();
});

test.each(DESCRIBED)('%s: every parameter and every field is described', (part) => {
  const operations = Object.entries(description.paths)
    .filter(([path]) => `${path}/`.includes(`${part}/`))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
    );
  expect(operations).not.toEqual([]);
  expect(operations.flatMap(([name, operation]) => undescribedOf(description, name, operation))).toEqual([]);
});

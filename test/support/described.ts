/** Owns the finding of fields that the API's description leaves unexplained. */
import type { ApiDescription, Operation, Schema } from '../../api/explain-fields';

/** What `GET /openapi.json` answers. */
export type DescribedApi = Required<ApiDescription>;

/** A problem is told where its codes are, and is the same for every route. */
const TOLD_ELSEWHERE = ['Problem'];

/** Parameters and fields of an operation that say nothing of themselves, as `place.field`. */
export function undescribedOf(api: DescribedApi, place: string, operation: Operation): string[] {
  const { parameters = [], requestBody, responses = {} } = operation;
  const parametersLeft = parameters
    .filter(({ description, schema }) => (description ?? schema?.description) === undefined)
    .map(({ name }) => `${place}?${name}`);
  const contents = [requestBody ?? {}, ...Object.values(responses)].flatMap(({ content }) =>
    Object.values(content ?? {}),
  );
  const met = new Set(TOLD_ELSEWHERE);
  return [...parametersLeft, ...contents.flatMap(({ schema }) => undescribed(schema, place, api, met))];
}

/** Fields of a schema, and of all that it is made of; of each component once. */
export function undescribed(
  schema: Schema | undefined,
  place: string,
  api: Pick<DescribedApi, 'components'>,
  met: Set<string> = new Set(TOLD_ELSEWHERE),
): string[] {
  if (schema === undefined) return [];
  const { $ref, anyOf = [], oneOf = [], allOf = [], items, additionalProperties, properties = {} } = schema;
  const name = $ref?.slice($ref.lastIndexOf('/') + 1);
  if (name !== undefined) {
    if (met.has(name)) return [];
    met.add(name);
    return undescribed(api.components.schemas?.[name], name, api, met);
  }
  const inner = [...anyOf, ...oneOf, ...allOf, items];
  if (typeof additionalProperties === 'object') inner.push(additionalProperties);
  const own = Object.entries(properties).flatMap(([field, one]) => [
    ...(one.description === undefined ? [`${place}.${field}`] : []),
    ...undescribed(one, `${place}.${field}`, api, met),
  ]);
  return [...own, ...inner.flatMap((one) => undescribed(one, place, api, met))];
}

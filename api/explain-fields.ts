/** Owns the telling of what a field of the API's description means: its own words first, the glossary's otherwise. */
import { isTold, meaningOf } from './glossary';

/** As much of OpenAPI as is walked. */
interface Described {
  description?: string;
  readonly schema?: Schema;
}
/** One schema, as far as its fields go. */
export interface Schema extends Described {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}
/** What one route takes and answers. */
export interface Operation {
  readonly parameters?: readonly (Described & { readonly name: string; readonly in: string })[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}
/** What was generated of the routes. */
export interface ApiDescription {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** A problem is the same everywhere, and tells itself. */
const EVERYWHERE = 'Problem';

/** Writes into the description that was just generated. */
export function explainFields({ paths = {}, components }: ApiDescription): void {
  const words = new Words(components?.schemas ?? {});
  for (const [path, operations] of Object.entries(paths)) {
    if (!isTold(path)) continue;
    for (const [method, operation] of Object.entries(operations)) words.explainOperation(method, operation);
  }
}

/** One walk, that comes to each component once. */
class Words {
  readonly #components: Readonly<Record<string, Schema>>;
  readonly #met = new Set<string>([EVERYWHERE]);

  constructor(components: Readonly<Record<string, Schema>>) {
    this.#components = components;
  }

  explainOperation(method: string, { parameters = [], requestBody, responses = {} }: Operation): void {
    for (const parameter of parameters) {
      if (parameter.schema?.description === undefined) tell(parameter, parameter.in, parameter.name);
    }
    for (const { schema } of Object.values(requestBody?.content ?? {})) this.#explain(schema, method);
    for (const answer of Object.values(responses)) {
      for (const { schema } of Object.values(answer.content ?? {})) this.#explain(schema, 'answer');
    }
  }

  /** Alternatives and items stand in the place of what they are alternatives or items of. */
  #explain(schema: Schema | undefined, place: string): void {
    if (schema === undefined) return;
    const { $ref, anyOf = [], oneOf = [], allOf = [], items, additionalProperties } = schema;
    if ($ref !== undefined) this.#explainComponent($ref.slice($ref.lastIndexOf('/') + 1));
    for (const one of [...anyOf, ...oneOf, ...allOf]) this.#explain(one, place);
    this.#explain(items, place);
    if (typeof additionalProperties === 'object') this.#explain(additionalProperties, place);
    for (const [field, one] of Object.entries(schema.properties ?? {})) {
      tell(one, place, field);
      this.#explain(one, field);
    }
  }

  #explainComponent(name: string): void {
    if (this.#met.has(name)) return;
    this.#met.add(name);
    this.#explain(this.#components[name], name);
  }
}

function tell(described: Described, place: string, field: string): void {
  const meaning = described.description === undefined ? meaningOf(place, field) : undefined;
  if (meaning !== undefined) described.description = meaning;
}

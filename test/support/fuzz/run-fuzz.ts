/** Owns R10's run: so many random requests against an API with real stores, and every one that fails. */
import { z } from 'zod';
import { problemSchema } from '../../../api/problem';
import { ROUTES } from '../../../api/routes';
import type { Random } from '../../../dev/generator/random';
import type { Role } from '../../../domain/permissions';
import { OTHER_BRANCH, OWN_BRANCH, type TestApi } from '../api';
import { anOrder } from '../orders';
import type { BodySchemas } from './fuzz-bodies';
import { fuzzedRequest, type FuzzedRequest, type FuzzMaterial } from './fuzz-requests';
import type { Schema } from './schema-values';

export interface FuzzOptions {
  readonly seed: string;
  readonly requests: number;
  /** The first request's number; a single one is repeated by its own. */
  readonly from?: number;
  readonly say?: (line: string) => void;
}

export interface FuzzFailure {
  readonly index: number;
  readonly why: string;
  readonly request: FuzzedRequest;
}

export interface FuzzReport {
  /** The first ones; `failed` counts all. */
  readonly failures: readonly FuzzFailure[];
  readonly failed: number;
  readonly statuses: ReadonlyMap<number, number>;
  /** By `post /branches/{branch}/orders`: how many requests of the route got beyond its schema to an answer. */
  readonly passed: ReadonlyMap<string, number>;
}

/** Side by side, so that the wait for a store isn't lost; few enough that nothing has to be refused for being busy. */
const AT_ONCE = 8;
const KEPT_FAILURES = 20;
const KEPT_IDS = 40;
const SHOWN_CHARACTERS = 2_000;

const wholeProblem = problemSchema.strict();

const openApiSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** Sends the requests and tells what came of them. A 5xx fails, and so does a refusal that is no problem. */
export async function runFuzz(api: TestApi, { seed, requests, from = 0, say }: FuzzOptions): Promise<FuzzReport> {
  const ids = new KnownIds();
  const material = await materialOf(api, ids);
  const failures: FuzzFailure[] = [];
  const statuses = new Map<number, number>();
  const passed = new Map<string, number>();
  let [next, failed] = [from, 0];
  const sender = async (): Promise<void> => {
    while (next < from + requests) {
      const index = next;
      next += 1;
      if (index % 10_000 === 0) say?.(`request ${index}`);
      const request = fuzzedRequest(seed, index, material);
      const answer = await answerOf(api, request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 200) {
        const template = templateOf(request);
        passed.set(template, (passed.get(template) ?? 0) + 1);
        ids.learn(answer.text);
      }
      const why = fault(answer, request);
      if (why === null) continue;
      failed += 1;
      if (failures.length < KEPT_FAILURES) failures.push({ index, why, request: shown(request) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return { failures, failed, statuses, passed };
}

async function materialOf(api: TestApi, ids: KnownIds): Promise<FuzzMaterial> {
  const roles: readonly Role[] = ['administrator', 'seller', 'analyst', 'integrator'];
  const keys = await Promise.all(roles.map((role) => api.keyOf({ role })));
  keys.push(await api.keyOf({ branches: [OTHER_BRANCH] }));
  for (let n = 0; n < 5; n += 1) ids.learn((await api.call('POST', `/branches/${OWN_BRANCH}/orders`, anOrder())).text);
  const known = (parameter: string, random: Random) => ids.of(parameter, random);
  return { routes: ROUTES, schemas: await schemasOf(api), keys, known };
}

async function schemasOf(api: TestApi): Promise<BodySchemas> {
  const document = openApiSchema.parse((await api.call('GET', '/openapi.json')).body);
  const bodies: Record<string, Schema> = {};
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { requestBody }] of Object.entries(methods)) {
      const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
      if (schema !== undefined) bodies[`${method} ${path}`] = schema as Schema;
    }
  }
  return { bodies, components: document.components.schemas as Record<string, Schema> };
}

async function answerOf(api: TestApi, { method, address, headers, body }: FuzzedRequest) {
  try {
    const response = await api.app.request(address, { method, headers, ...(body !== null && { body }) });
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      // It lasts for as long as somebody listens.
      await response.body?.cancel();
      return { status: response.status, type: 'text/event-stream', text: '' };
    }
    return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
  } catch (error) {
    return { status: 599, type: '', text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function fault(answer: Awaited<ReturnType<typeof answerOf>>, { method }: FuzzedRequest): string | null {
  const { status, type, text } = answer;
  if (status >= 500) return `${status} ${text.slice(0, SHOWN_CHARACTERS)}`;
  if (status < 400 || method === 'HEAD') return null;
  const problem = wholeProblem.safeParse(jsonOf(text));
  if (problem.success && problem.data.status === status && type === 'application/problem+json') return null;
  return `${status} is no problem: ${type} ${text.slice(0, SHOWN_CHARACTERS)}`;
}

function templateOf({ method, address }: FuzzedRequest): string {
  const segments = (address.split('?')[0] ?? '').split('/').slice(2);
  const route = ROUTES.find((one) => {
    const own = one.path.split('/').slice(1);
    const fits = own.every((part, index) => part.startsWith('{') || part === segments[index]);
    return one.method === method.toLowerCase() && own.length === segments.length && fits;
  });
  return route === undefined ? 'none' : `${route.method} ${route.path}`;
}

function shown(request: FuzzedRequest): FuzzedRequest {
  const { body, address } = request;
  const text = typeof body === 'string' ? body.slice(0, SHOWN_CHARACTERS) : body;
  return { ...request, address: address.slice(0, SHOWN_CHARACTERS), body: text };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const ID_FIELDS = new Set([
  ...['id', 'order', 'sale', 'decision', 'customerKey', 'groupKey', 'endpoint', 'delivery', 'nextCursor'],
  ...['report', 'purchase', 'proposal', 'consent', 'release', 'delegation', 'request', 'exception'],
  ...['draft', 'backtest'],
]);

/** Half a character, as the document of a draft may hold it, can stand in no address. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/** Ids that were answered, the newest ones, by the name of the field they stood in. */
class KnownIds {
  private readonly kept = new Map<string, string[]>([
    ['branch', [OWN_BRANCH, OWN_BRANCH, OWN_BRANCH, OTHER_BRANCH]],
    ['action', ['save', 'commercialApproval', 'financialApproval', 'stockSeparation', 'invoicing']],
    ['policy', ['default']],
    ['version', ['1', '2']],
  ]);

  learn(text: string): void {
    this.walk(jsonOf(text), 0);
  }

  of(parameter: string, random: Random): string | undefined {
    const values = this.kept.get(parameter) ?? this.kept.get('id');
    return values?.[random.between(0, values.length - 1)];
  }

  private walk(value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > 3) return;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && this.isId(name, inner)) this.keep(name, inner);
      else this.walk(inner, depth + 1);
    }
  }

  private isId(name: string, value: string): boolean {
    return ID_FIELDS.has(name) && value !== '' && value.length < 300 && !HALF_CHARACTER.test(value);
  }

  private keep(name: string, value: string): void {
    const parameter = name === 'nextCursor' ? 'cursor' : name;
    const values = this.kept.get(parameter) ?? [];
    if (!values.includes(value)) values.push(value);
    if (values.length > KEPT_IDS) values.shift();
    this.kept.set(parameter, values);
  }
}

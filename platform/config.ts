/** Owns the process environment: every variable the API and the worker read, its default and what it must look like. */
import { z } from 'zod';
import type { KeyringKey } from './keyring';

const KEY_BYTES = 32;
const KEYS_FIX = `a list like "k2:<base64>,k1:<base64>" of ${KEY_BYTES}-byte keys, the current one first`;
const KEY_CURRENT_FIX = 'the id of one of CRIVO_KEYS';
const METRICS_TOKEN_FIX = '16 to 200 printable ASCII characters';
const DEPLOYMENT_FIX =
  'letters, digits, dashes and underscores (in the build id dots too), 100 at most, and set together with the other of WORKER_DEPLOYMENT and WORKER_BUILD_ID';
const LOOPBACK_FIX = 'false in production: it is for one machine only';
const OIDC_FIX =
  'printable and without spaces; OIDC_ISSUER needs OIDC_CLIENT_ID, PUBLIC_ORIGIN, and one of OIDC_CLIENT_SECRET and OIDC_CLIENT_SECRET_FILE';
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** `expected` completes the sentence "must be …"; it is the whole of what a person is told beside the name. */
const matching = (pattern: RegExp, expected: string) => z.string(expected).regex(pattern, expected);
const wholeNumber = (min: number, max: number, expected: string) =>
  matching(/^\d{1,9}$/, expected)
    .transform(Number)
    .pipe(z.number().min(min, expected).max(max, expected));
const port = wholeNumber(1, 65_535, 'a port number from 1 to 65535');
const slug = matching(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes, 63 at most');

const claimName = matching(/^[A-Za-z0-9_.:/-]{1,100}$/, 'the name of a claim');

const variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production'], 'development, test or production').default('production'),
  /** The one company this installation serves. */
  CRIVO_COMPANY: slug.default('demo'),
  MONGODB_URI: matching(/^mongodb(\+srv)?:\/\/\S+$/, 'an address like mongodb://host:27017/?replicaSet=name'),
  MONGODB_DATABASE: matching(/^[A-Za-z0-9_-]{1,63}$/, 'letters, digits, dashes and underscores, 63 at most').default(
    'crivo',
  ),
  TEMPORAL_ADDRESS: matching(/^[^\s:/]+:\d{1,5}$/, 'host:port, without http://'),
  TEMPORAL_NAMESPACE: matching(/^\S{1,200}$/, 'a name without spaces').default('default'),
  TEMPORAL_TASK_QUEUE: matching(/^\S{1,200}$/, 'a name without spaces').default('crivo'),
  API_HOST: matching(/^\S+$/, 'a host name or address').default('127.0.0.1'),
  API_PORT: port.default(3000),
  /** Where people open the screens; behind a proxy it has to be told. Session cookies go over https alone then. */
  PUBLIC_ORIGIN: matching(/^https?:\/\/[^\s/*]+$/, 'an origin like https://crivo.example.com').optional(),
  /** How many proxies of ours stand in front and note whom they serve in `X-Forwarded-For`. */
  TRUSTED_PROXIES: wholeNumber(0, 5, 'a whole number from 0 to 5').default(0),
  /** Of the administrator that a first start makes. */
  ADMINISTRATOR_EMAIL: matching(/^[^\s@"<>]{1,64}@[^\s@"<>]{1,180}$/, 'an e-mail address').default(
    'administrador@crivo.local',
  ),
  /** A session that nobody uses for so long is over. */
  SESSION_IDLE_MINUTES: wholeNumber(5, 1_440, 'a whole number of minutes from 5 to 1440').default(60),
  /** After so long a person signs in anew, whatever they did meanwhile. */
  SESSION_HOURS: wholeNumber(1, 72, 'a whole number of hours from 1 to 72').default(12),
  CRIVO_KEYS: z.string(KEYS_FIX).transform(parseKeys),
  /** Which of them seals. Only set while a rotation is under way: not all processes know the new one yet. */
  CRIVO_KEY_CURRENT: matching(/^[A-Za-z0-9_-]{1,32}$/, KEY_CURRENT_FIX).optional(),
  /** Of Temporal's UI, whose pages may then have payloads opened; nobody's without it. */
  CODEC_UI_ORIGIN: matching(/^https?:\/\/[^\s/*]+$/, 'an origin like https://temporal.example.com').optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, LOG_LEVELS.join(', ')).default('info'),
  /** Above the orders in flight, or the worker replays all day; each holds about 1 MB. */
  WORKER_MAX_CACHED_WORKFLOWS: wholeNumber(10, 100_000, 'a whole number from 10 to 100000').default(200),
  /** Counted from the last change of their order or sale. Five years and a leap day by default: claims lapse after five. */
  DECISION_RETENTION_DAYS: wholeNumber(180, 36_500, 'a whole number of days from 180 to 36500').default(1_827),
  /** Not only this machine where a container's probe or Prometheus has to reach it. */
  WORKER_HEALTH_HOST: matching(/^\S+$/, 'a host name or address').default('127.0.0.1'),
  WORKER_HEALTH_PORT: port.default(3001),
  /** What Prometheus sends to read `/metrics`; without it nothing is measured. */
  METRICS_TOKEN: matching(/^[\x21-\x7e]{16,200}$/, METRICS_TOKEN_FIX).optional(),
  /** A collector of OpenTelemetry that takes OTLP by HTTP; without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: matching(/^https?:\/\/[^\s]+$/, 'an address like http://collector:4318').optional(),
  /** Where the Temporal SDK serves its own figures, on this machine alone, for the worker's `/metrics` to carry. */
  WORKER_SDK_METRICS_PORT: port.optional(),
  /** Both or none: the version of the workers' code that running orders are pinned to. */
  WORKER_DEPLOYMENT: matching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, DEPLOYMENT_FIX).optional(),
  WORKER_BUILD_ID: matching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, DEPLOYMENT_FIX).optional(),
  /** Webhooks may go to this machine itself, by http too. Never in production. */
  WEBHOOK_ALLOW_LOOPBACK: z.enum(['true', 'false'], 'true or false').default('false').transform(isTrue),
  /** Deps may be this machine itself, by http too: the simulator is. Never in production. */
  DEPS_ALLOW_LOOPBACK: z.enum(['true', 'false'], 'true or false').default('false').transform(isTrue),
  /** The same of SPC. */
  SPC_ALLOW_LOOPBACK: z.enum(['true', 'false'], 'true or false').default('false').transform(isTrue),
  /** Who proves people's e-mails by OpenID Connect; without it they sign in by password alone. */
  OIDC_ISSUER: matching(/^https?:\/\/[^\s?#]+$/, 'an address like https://login.example.com').optional(),
  OIDC_CLIENT_ID: matching(/^[\x21-\x7e]{1,200}$/, OIDC_FIX).optional(),
  OIDC_CLIENT_SECRET: matching(/^[\x21-\x7e]{1,1000}$/, OIDC_FIX).optional(),
  /** A file that holds it instead, as a container's secrets come. */
  OIDC_CLIENT_SECRET_FILE: matching(/^\S+$/, OIDC_FIX).optional(),
  /** Of the button on the sign-in page. */
  OIDC_LABEL: matching(/^\P{Cc}{1,60}$/u, 'a text of 60 characters at most').default('Entrar com a conta da empresa'),
  OIDC_EMAIL_CLAIM: claimName.default('email'),
  /** What says that the e-mail is the person's own: `xms_edov` of Entra ID, which knows no `email_verified`. */
  OIDC_VERIFIED_CLAIM: claimName.default('email_verified'),
  /** The provider may be this machine itself, by http too. Never in production. */
  OIDC_ALLOW_LOOPBACK: z.enum(['true', 'false'], 'true or false').default('false').transform(isTrue),
  /** How long the log of a delivery is kept after its end. */
  WEBHOOK_LOG_DAYS: wholeNumber(1, 3_650, 'a whole number of days from 1 to 3650').default(30),
});

const environmentSchema = variables
  .refine(
    ({ CRIVO_KEYS: keys, CRIVO_KEY_CURRENT: current }) =>
      current === undefined || keys.some(({ id }) => id === current),
    { path: ['CRIVO_KEY_CURRENT'], error: KEY_CURRENT_FIX },
  )
  .refine((config) => (config.WORKER_DEPLOYMENT === undefined) === (config.WORKER_BUILD_ID === undefined), {
    path: ['WORKER_BUILD_ID'],
    error: DEPLOYMENT_FIX,
  })
  .refine(({ NODE_ENV, WEBHOOK_ALLOW_LOOPBACK }) => !(WEBHOOK_ALLOW_LOOPBACK && NODE_ENV === 'production'), {
    path: ['WEBHOOK_ALLOW_LOOPBACK'],
    error: LOOPBACK_FIX,
  })
  .refine(({ NODE_ENV, DEPS_ALLOW_LOOPBACK }) => !(DEPS_ALLOW_LOOPBACK && NODE_ENV === 'production'), {
    path: ['DEPS_ALLOW_LOOPBACK'],
    error: LOOPBACK_FIX,
  })
  .refine(hasWholeProvider, { path: ['OIDC_ISSUER'], error: `set together with its other settings: ${OIDC_FIX}` })
  .refine(({ NODE_ENV, OIDC_ALLOW_LOOPBACK }) => !(OIDC_ALLOW_LOOPBACK && NODE_ENV === 'production'), {
    path: ['OIDC_ALLOW_LOOPBACK'],
    error: LOOPBACK_FIX,
  })
  .refine(({ NODE_ENV, SPC_ALLOW_LOOPBACK }) => !(SPC_ALLOW_LOOPBACK && NODE_ENV === 'production'), {
    path: ['SPC_ALLOW_LOOPBACK'],
    error: LOOPBACK_FIX,
  });

/** Every variable that is read. `.env.example` has each of them. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(variables.shape);

/** The environment, parsed. Named as the variables are, since a person meets them under those names. */
export type Config = Readonly<z.infer<typeof environmentSchema>>;

/** The environment can't be used. The message lists every problem with what would be right; it holds no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(['the configuration is not usable:', ...problems.map((problem) => `- ${problem}`)].join('\n'));
  }
}

const SECRETS: ReadonlySet<string> = new Set(['CRIVO_KEYS', 'METRICS_TOKEN', 'OIDC_CLIENT_SECRET']);

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Parses the environment. An empty variable counts as one that is not set, so that a line of `.env` can be left blank.
 * @throws {ConfigError} with all problems at once
 */
export function loadConfig(env: Env = process.env): Config {
  const given = Object.fromEntries(
    CONFIG_VARIABLES.flatMap((name) => (env[name]?.trim() ? [[name, env[name].trim()]] : [])),
  );
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name} ${name in given ? `is ${shown(name, given[name])}, but` : 'is not set and'} must be ${issue.message}`;
    }),
  );
}

/** One line per variable as it is used, for the start of a log: secrets read `***`. */
export function describeConfig(config: Config): string[] {
  return Object.entries(config).map(([name, value]) => `${name}=${shown(name, value)}`);
}

function shown(name: string, value: unknown): string {
  if (SECRETS.has(name)) return '***';
  if (name === 'MONGODB_URI') return String(value).replace(/\/\/[^/]*@/, '//***@');
  return String(value).slice(0, 100);
}

/** All of what a provider needs, or nothing of it. */
function hasWholeProvider(config: z.infer<typeof variables>): boolean {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_CLIENT_SECRET_FILE, PUBLIC_ORIGIN } = config;
  const secrets = [OIDC_CLIENT_SECRET, OIDC_CLIENT_SECRET_FILE].filter((secret) => secret !== undefined).length;
  if (OIDC_ISSUER === undefined) return OIDC_CLIENT_ID === undefined && secrets === 0;
  return OIDC_CLIENT_ID !== undefined && secrets === 1 && PUBLIC_ORIGIN !== undefined;
}

function isTrue(text: string): boolean {
  return text === 'true';
}

function parseKeys(list: string, context: z.RefinementCtx): KeyringKey[] {
  const keys = list.split(',').map((entry) => /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]+=*)$/.exec(entry.trim()));
  const parsed = keys.flatMap((match) => {
    const bytes = Buffer.from(match?.[2] ?? '', 'base64');
    return match?.[1] && bytes.length === KEY_BYTES ? [{ id: match[1], bytes }] : [];
  });
  const ids = new Set(parsed.map((key) => key.id));
  if (parsed.length === keys.length && ids.size === keys.length) return parsed;
  context.addIssue({ code: 'custom', message: `${KEYS_FIX}${ids.size < parsed.length ? ', each id once' : ''}` });
  return z.NEVER;
}

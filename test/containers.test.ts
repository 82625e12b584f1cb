/** Owns the comparison of the container files with the code, which stands for running them where no engine is at hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { parse } from 'yaml';
import { PROGRAMS } from '../dev/build';
import { NODE_ARGS, NODE_ENVIRONMENT } from '../dev/start/programs';
import manifest from '../package.json';
import { CONFIG_VARIABLES, loadConfig } from '../platform/config';

const ROOT = join(__dirname, '..');
const textOf = (name: string) => readFileSync(join(ROOT, name), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly restart?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly expose?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
}
const compose = parse(textOf('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const services = Object.entries(compose.services);
const service = (name: string): Service => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`there is no service ${name}`);
  return found;
};

/** As compose puts variables in: defaults taken, and whoever is asked for by name given. */
function interpolated(text: string, given: Readonly<Record<string, string>>): string {
  return text
    .replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest = '') => {
      const value = given[name];
      if (value) return value;
      if (kind === '?') throw new Error(`${name} is not set`);
      return kind === '-' ? String(rest) : '';
    })
    .replaceAll('$$', '$');
}
const GIVEN = {
  CRIVO_COMPANY: 'acme',
  CRIVO_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  MONGODB_PASSWORD: 'a1b2',
  MONGODB_ROOT_PASSWORD: 'c3d4',
  MONGODB_REPLICA_KEY: 'abcdefgh',
  TEMPORAL_DATABASE_PASSWORD: 'e5f6',
};
const environmentOf = (name: string, given: Readonly<Record<string, string>> = GIVEN) =>
  Object.fromEntries(Object.entries(service(name).environment).map(([key, text]) => [key, interpolated(text, given)]));
/** What both read, or the API alone, or the worker alone. */
const isOf = (name: string, variable: string) =>
  name === 'api' ? !/^(WORKER|DECISION)_/.test(variable) : !/^(API|CODEC)_/.test(variable);

describe('docker-compose.yml', () => {
  test.each(['api', 'worker'])(
    'the environment of %s is a usable configuration, without a variable nobody reads',
    (name) => {
      const environment = environmentOf(name);
      expect(Object.keys(environment).filter((variable) => !CONFIG_VARIABLES.includes(variable))).toEqual([]);
      expect(Object.keys(environment).filter((variable) => !isOf(name, variable))).toEqual([]);
      const config = loadConfig(environment);
      expect(config.NODE_ENV).toBe('production');
      expect(config.TEMPORAL_NAMESPACE).toBe(service('temporal').environment['DEFAULT_NAMESPACE']);
    },
  );

  test('API and worker work for the same company, with the same keys, on the same servers', () => {
    const shared = (name: string) =>
      Object.entries(environmentOf(name)).filter(([variable]) => isOf('api', variable) && isOf('worker', variable));
    expect(shared('api')).toEqual(shared('worker'));
    expect(shared('api').length).toBeGreaterThan(8);
  });

  test.each(Object.keys(GIVEN))('without %s nothing starts', (variable) => {
    const given = { ...GIVEN, [variable]: '' };
    expect(() => Object.keys(compose.services).map((name) => environmentOf(name, given))).toThrow(variable);
  });

  test('no secret stands in it', () => {
    const secrets = services.flatMap(([name, { environment }]) =>
      Object.entries(environment).flatMap(([key, text]) =>
        /PASSWORD|PWD|KEYS?$|TOKEN$|URI$/.test(key) && !/_PASS_ACCESS_TOKEN$/.test(key) ? [{ name, key, text }] : [],
      ),
    );
    expect(secrets.length).toBeGreaterThan(8);
    expect(secrets.filter(({ text }) => !/\$\{\w+:[?-][^}]*\}/.test(text))).toEqual([]);
  });

  test('API and worker run programs that the build makes, on the ports they are reached at', () => {
    const bundles = Object.keys(PROGRAMS).map((name) => `dist/${name}.js`);
    for (const name of ['api', 'worker']) expect(bundles).toContain(service(name).command?.join(' '));
    const [api, worker] = [loadConfig(environmentOf('api')), loadConfig(environmentOf('worker'))];
    expect([api.API_HOST, worker.WORKER_HEALTH_HOST]).toEqual(['0.0.0.0', '0.0.0.0']);
    expect(service('api').ports?.map((port) => port.split(':').at(-1))).toEqual([String(api.API_PORT)]);
    expect(service('worker').expose).toEqual([String(worker.WORKER_HEALTH_PORT)]);
    expect(service('worker').healthcheck?.test.join(' ')).toContain(`:${worker.WORKER_HEALTH_PORT}/healthz`);
  });

  test('what is reached from outside is reached from this host alone: TLS is a proxy’s work', () => {
    const published = services.flatMap(([, { ports = [] }]) => ports);
    expect(published.length).toBe(2);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test('every address names a service and a port it has', () => {
    const config = loadConfig(environmentOf('api'));
    const [temporal = '', temporalPort] = config.TEMPORAL_ADDRESS.split(':');
    expect(service(temporal).expose).toEqual([temporalPort]);
    expect(service('temporal-ui').environment['TEMPORAL_ADDRESS']).toBe(config.TEMPORAL_ADDRESS);
    const mongodb = new URL(config.MONGODB_URI);
    expect(service(mongodb.hostname).expose).toEqual([mongodb.port]);
    const set = mongodb.searchParams.get('replicaSet');
    expect(service('mongodb').entrypoint?.join(' ')).toContain(`--replSet ${set} `);
    const init = service('mongodb-init').entrypoint?.join(' ') ?? '';
    expect(init).toContain(`replSetInitiate: { _id: '${set}', members: [{ _id: 0, host: '${mongodb.host}' }] }`);
    expect(init).toContain(`{ user: '${mongodb.username}', pwd, roles }`);
    expect(init).toContain(`db: '${config.MONGODB_DATABASE}'`);
    const database = service('temporal').environment['POSTGRES_SEEDS'] ?? '';
    expect(service(database).environment['POSTGRES_USER']).toBe(service('temporal').environment['POSTGRES_USER']);
    expect(service(database).environment['POSTGRES_PASSWORD']).toBe(service('temporal').environment['POSTGRES_PWD']);
  });

  test('Temporal’s UI asks the API to open payloads, and the API lets that UI', () => {
    const ui = environmentOf('temporal-ui');
    expect(ui['TEMPORAL_CODEC_ENDPOINT']).toBe(
      `http://${service('api').ports?.[0]?.split(':').slice(0, 2).join(':')}/v1/codec`,
    );
    expect(ui['TEMPORAL_CODEC_INCLUDE_CREDENTIALS']).toBe('true');
    const [host, port] = service('temporal-ui').ports?.[0]?.split(':') ?? [];
    expect(loadConfig(environmentOf('api')).CODEC_UI_ORIGIN).toBe(`http://${host}:${port}`);
  });

  test('every argument of a command is text, as an engine asks', () => {
    const texts = services.flatMap(([, { command = [], entrypoint = [], healthcheck, environment }]) => [
      ...[...command, ...entrypoint, ...(healthcheck?.test ?? [])],
      ...Object.values(environment),
    ]);
    expect(texts.filter((text) => typeof text !== 'string')).toEqual([]);
  });

  test('every image is pinned, every service is restarted and watched, every volume and dependency is there', () => {
    for (const [name, { image, build, restart, healthcheck, depends_on = {}, volumes = [] }] of services) {
      if (build === undefined)
        expect([name, image]).toEqual([name, expect.stringMatching(/:\d+\.\d+(\.\d+)?(-\w+)?$/)]);
      expect([name, restart]).toEqual([name, name === 'mongodb-init' ? 'on-failure' : 'unless-stopped']);
      // The API's stands in the image.
      if (name !== 'mongodb-init' && name !== 'api') expect([name, healthcheck?.test[0]]).toEqual([name, 'CMD']);
      for (const [other, { condition }] of Object.entries(depends_on)) {
        const ends = service(other).restart === 'on-failure';
        expect([name, other, condition]).toEqual([
          name,
          other,
          ends ? 'service_completed_successfully' : 'service_healthy',
        ]);
      }
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    }
    const kept = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(kept.sort()).toEqual(Object.keys(compose.volumes).sort());
  });
});

describe('Dockerfile', () => {
  const file = DockerfileParser.parse(textOf('Dockerfile'));
  const stages = file.getInstructions().reduce<Instruction[][]>((found, instruction) => {
    if (instruction.getKeyword() === 'FROM') found.push([]);
    found.at(-1)?.push(instruction);
    return found;
  }, []);
  const argumentsOf = (stage: readonly Instruction[], keyword: string) =>
    stage.filter((each) => each.getKeyword() === keyword).map((each) => each.getArgumentsContent() ?? '');
  const [build = [], dependencies = [], final = []] = stages;

  test('every stage begins with the same pinned Node, which package.json allows', () => {
    const images = file.getFROMs().map((from) => from.getImage());
    expect(images).toHaveLength(3);
    expect(new Set(images).size).toBe(1);
    const [, major = '', minor = ''] = /^node:(\d+)\.(\d+)\.\d+-\w+-slim$/.exec(images[0] ?? '') ?? [];
    const [, leastMajor = '', leastMinor = ''] = /^>=(\d+)\.(\d+)/.exec(manifest.engines.node) ?? [];
    expect([20, 22]).toContain(Number(major));
    expect(Number(major) * 1_000 + Number(minor)).toBeGreaterThanOrEqual(
      Number(leastMajor) * 1_000 + Number(leastMinor),
    );
  });

  test('it builds by a script that exists, and ships production packages and bundles alone', () => {
    const scripts = argumentsOf(build, 'RUN').flatMap((line) =>
      [...line.matchAll(/npm run (\S+)/g)].map(([, name]) => name),
    );
    expect(scripts).toEqual(['build']);
    expect(Object.keys(manifest.scripts)).toContain('build');
    expect(argumentsOf(dependencies, 'RUN')).toEqual([expect.stringMatching(/^npm ci --omit=dev/)]);
    const copied = final.filter((each) => each.getKeyword() === 'COPY').map((each) => each.getTextContent());
    expect(copied).toEqual([
      'COPY --from=dependencies /app/node_modules ./node_modules',
      'COPY --from=build /app/dist ./dist',
      'COPY --from=build /app/web/dist ./web/dist',
      'COPY package.json ./',
    ]);
    expect(argumentsOf(final, 'RUN')).toEqual([]);
  });

  test('its programs run as on one machine: the same flags of node and of its allocator, by a user of no rights', () => {
    const [entrypoint = ''] = argumentsOf(final, 'ENTRYPOINT');
    expect(JSON.parse(entrypoint)).toEqual(['node', ...NODE_ARGS]);
    expect(JSON.parse(argumentsOf(final, 'CMD')[0] ?? '')).toEqual(['dist/api.js']);
    expect(argumentsOf(final, 'USER')).toEqual(['node']);
    const environment = Object.fromEntries(
      argumentsOf(final, 'ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('='))),
    );
    expect(environment).toEqual({ NODE_ENV: 'production', ...NODE_ENVIRONMENT });
  });

  test('it tells the ports of the default configuration, and asks the API how it is', () => {
    const { API_PORT, WORKER_HEALTH_PORT } = loadConfig({
      ...environmentOf('api'),
      API_PORT: '',
      WORKER_HEALTH_PORT: '',
    });
    expect(argumentsOf(final, 'EXPOSE')).toEqual([`${API_PORT} ${WORKER_HEALTH_PORT}`]);
    expect(argumentsOf(final, 'HEALTHCHECK')).toEqual([
      expect.stringContaining(`(process.env.API_PORT || ${API_PORT}) + '/healthz'`),
    ]);
  });

  test('nothing secret and nothing built goes into the context', () => {
    expect(textOf('.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['.env', '.crivo', 'node_modules', 'dist', '.git']),
    );
  });
});

test('.env.example has every variable that is read, once, and no other', () => {
  const named = [...textOf('.env.example').matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual([...CONFIG_VARIABLES].sort());
});

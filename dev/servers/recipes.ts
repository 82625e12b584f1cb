/** Owns which server programs are used, in which version, and how each is got where it is missing. */
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadOfficially } from './official-download';
import type { Install, ProgramRecipe } from './find-program';
import { runTool } from './run-tool';

const TEMPORAL_VERSION = '1.5.1';
const SECANTUS_VERSION = '0.5.3-beta.196';
const MONGOD_VERSION = '8.0.15';
const TEST_SERVER_VERSION = '1.31.0';

const BUILD_LIMIT_MS = 30 * 60_000;
const FETCH_LIMIT_MS = 5 * 60_000;

/** Temporal's command line program, which holds a whole server (`server start-dev`) with its UI. */
export const temporalRecipe: ProgramRecipe = {
  title: 'Temporal server',
  onPath: ['temporal'],
  installs: [
    {
      how: 'download',
      folder: `temporal-${TEMPORAL_VERSION}`,
      program: 'temporal',
      run: (into, say) => downloadOfficially('temporal', TEMPORAL_VERSION, join(into, 'temporal'), say),
    },
    {
      how: 'build',
      folder: `temporal-${TEMPORAL_VERSION}`,
      program: 'temporal',
      tool: { name: 'go', remedy: 'install Go 1.24 or newer (https://go.dev/dl)' },
      run: (into, say) =>
        runTool(
          {
            command: 'go',
            args: ['install', `github.com/temporalio/cli/cmd/temporal@v${TEMPORAL_VERSION}`],
            env: { GOBIN: into },
            doing: `building temporal ${TEMPORAL_VERSION} (about 3 to 6 minutes on two cores, once a machine)`,
            limitMs: BUILD_LIMIT_MS,
          },
          say,
        ),
    },
  ],
  remedy: 'Install the Temporal CLI (https://docs.temporal.io/cli), or set TEMPORAL_ADDRESS to a running server.',
};

/**
 * A MongoDB server for one machine: `mongod` where there is one, else SecantusDB, which speaks the same protocol on
 * WiredTiger. The latter is beta software under GPL-2.0, run as a separate program: for demos and tests only. A real
 * installation uses a MongoDB replica set.
 */
export const mongodbRecipe: ProgramRecipe = {
  title: 'MongoDB-compatible server',
  onPath: ['mongod', 'secantusd-rs'],
  installs: [
    {
      how: 'download',
      folder: `mongod-${MONGOD_VERSION}`,
      program: 'mongod',
      run: (into, say) => downloadOfficially('mongod', MONGOD_VERSION, join(into, 'mongod'), say),
    },
    {
      how: 'build',
      folder: `secantus-${SECANTUS_VERSION}`,
      program: join('bin', 'secantusd-rs'),
      tool: { name: 'cargo', remedy: 'install Rust (https://rustup.rs)' },
      run: (into, say) =>
        runTool(
          {
            command: 'cargo',
            args: [
              'install',
              'secantus-mdb',
              '--version',
              SECANTUS_VERSION,
              '--locked',
              '--ignore-rust-version',
              '--root',
              into,
            ],
            doing: `building secantus ${SECANTUS_VERSION} (about 4 to 8 minutes on two cores, once a machine)`,
            limitMs: BUILD_LIMIT_MS,
          },
          say,
        ),
    },
  ],
  remedy:
    'Install MongoDB 7 or newer (https://www.mongodb.com/try/download/community), or set MONGODB_URI to a running replica set.',
};

const fetchTestServerFromMaven: Install = {
  how: 'build',
  folder: `temporal-test-server-${TEST_SERVER_VERSION}`,
  program: 'temporal-test-server',
  tool: { name: 'mvn', remedy: 'install Maven and a Java runtime of version 17 or newer' },
  run: async (into, say) => {
    const pom = join(into, 'pom.xml');
    await writeFile(pom, testServerPom());
    await runTool(
      {
        command: 'mvn',
        args: [
          '-B',
          '-q',
          '-f',
          pom,
          'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
          `-DoutputDirectory=${join(into, 'lib')}`,
          '-DincludeScope=runtime',
        ],
        doing: `fetching temporal-test-server ${TEST_SERVER_VERSION}`,
        limitMs: FETCH_LIMIT_MS,
      },
      say,
    );
    const script = join(into, 'temporal-test-server');
    await writeFile(
      script,
      '#!/bin/sh\nexec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$1"\n',
    );
    await chmod(script, 0o755);
  },
};

/** The server whose clock can be skipped forward: deadlines of days are tested on it in seconds. For tests only. */
export const timeSkippingRecipe: ProgramRecipe = {
  title: 'Temporal time-skipping test server',
  onPath: ['temporal-test-server'],
  installs: [
    {
      how: 'download',
      folder: `temporal-test-server-${TEST_SERVER_VERSION}`,
      program: 'temporal-test-server',
      run: (into, say) =>
        downloadOfficially('temporal-test-server', TEST_SERVER_VERSION, join(into, 'temporal-test-server'), say),
    },
    fetchTestServerFromMaven,
  ],
  remedy: 'Tests of deadlines need it; `npm start` does not.',
};

function testServerPom(): string {
  return `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>crivo</groupId><artifactId>test-server</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${TEST_SERVER_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;
}

/** Owns what a person is shown when all runs, and the file that tells programs the same. */
import { writeFile } from 'node:fs/promises';

export interface DemoFile {
  readonly baseUrl: string;
  readonly temporalAddress: string;
  /** `null` when the server was running before. */
  readonly temporalUi: string | null;
  readonly mongodbUri: string;
  readonly database: string;
  /** One API key per demo role. */
  readonly keys: Readonly<Record<string, string>>;
  /** One person per demo role, to sign in as. */
  readonly people: Readonly<Record<string, { readonly email: string; readonly password: string }>>;
}

/** Written readable by its owner only, since it holds API keys and passwords. */
export async function writeDemoFile(file: string, demo: DemoFile): Promise<void> {
  await writeFile(file, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
}

/** Longer than the role it begins with. */
const EMAIL_END = '@demo.crivo'.length;

/** The lines for a terminal. */
export function demoLines(demo: DemoFile): string[] {
  const roles = Object.entries(demo.keys);
  const width = Math.max(...roles.map(([role]) => role.length), 12);
  return [
    `API           ${demo.baseUrl}  (docs: ${demo.baseUrl}/docs)`,
    `Temporal      ${demo.temporalAddress}${demo.temporalUi ? `  (UI: ${demo.temporalUi})` : ''}`,
    `MongoDB       ${demo.mongodbUri.replace(/\/\/[^/]*@/, '//***@')}  (database ${demo.database})`,
    'People, to sign in as (e-mail and password):',
    ...Object.values(demo.people).map(({ email, password }) => `  ${email.padEnd(width + EMAIL_END)}  ${password}`),
    'API keys, to be sent as "Authorization: Bearer …":',
    ...roles.map(([role, key]) => `  ${role.padEnd(width)}  ${key}`),
  ];
}

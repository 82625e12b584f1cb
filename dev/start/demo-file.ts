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
}

/** Written readable by its owner only, since it holds API keys. */
export async function writeDemoFile(file: string, demo: DemoFile): Promise<void> {
  await writeFile(file, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
}

/** The lines for a terminal. */
export function demoLines(demo: DemoFile): string[] {
  const roles = Object.entries(demo.keys);
  const width = Math.max(...roles.map(([role]) => role.length), 12);
  return [
    `API           ${demo.baseUrl}  (docs: ${demo.baseUrl}/docs)`,
    `Temporal      ${demo.temporalAddress}${demo.temporalUi ? `  (UI: ${demo.temporalUi})` : ''}`,
    `MongoDB       ${demo.mongodbUri.replace(/\/\/[^/]*@/, '//***@')}  (database ${demo.database})`,
    'API keys, to be sent as "Authorization: Bearer …":',
    ...roles.map(([role, key]) => `  ${role.padEnd(width)}  ${key}`),
  ];
}

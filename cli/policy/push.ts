/** Owns `policy pull` and `policy push`: a file from what is kept, and a draft from a file. */
import { z } from 'zod';
import { CliError, EXIT } from '../exit';
import { callApi, type PolicyConnection } from './call-api';
import { draftPath, pathOf, readDraft } from './drafts';
import { demandOption, operandsOf, type PolicyCommand } from './options';
import { demandNothingLost, readOrigin, readPolicyFile, writeOrigin, writePolicyFile } from './policy-file';

const versionsSchema = z.looseObject({ policies: z.array(z.looseObject({ id: z.string(), version: z.int() })) });
const savedSchema = z.looseObject({
  ...{ draft: z.string(), revision: z.int(), basedOn: z.int(), status: z.string() },
  lint: z.array(z.looseObject({ severity: z.string() })),
  tests: z.looseObject({ failed: z.int() }).nullable(),
});

/** A draft may be saved half done; what keeps it from being submitted is told at once. */
function hindrances(file: string, { lint, tests }: z.infer<typeof savedSchema>): readonly string[] {
  const errors = lint.filter(({ severity }) => severity === 'error').length;
  const failed = tests?.failed ?? 0;
  return [
    ...(errors > 0 ? [`${errors} to be corrected before it can be submitted: policy lint ${file}`] : []),
    ...(failed > 0 ? [`${failed} of its tests fail: policy test ${file}`] : []),
  ];
}

/** The newest published version; 0 for a policy that has none. */
export async function newestVersion(connection: PolicyConnection, policy: string): Promise<number> {
  const { policies } = versionsSchema.parse(await callApi(connection, 'GET', '/policies'));
  return Math.max(0, ...policies.filter(({ id }) => id === policy).map(({ version }) => version));
}

/** Writes the file and the note of where it is from; what it says is told. Errors: `CliError`, also where that loses changes. */
export async function pull(connection: PolicyConnection, command: PolicyCommand): Promise<string> {
  const [policy = ''] = operandsOf(command, 'POLICY');
  const file = demandOption(command, 'output');
  const { draft: named, version: asked, force } = command.options;
  if (!force) await demandNothingLost(file);
  if (named !== undefined) {
    const { document, basedOn, revision, draft } = await readDraft(connection, policy, named);
    await writePolicyFile(file, document);
    await writeOrigin(file, { policy, basedOn, draft, revision });
    return `${file}: ${policy}, draft ${draft}, revision ${revision}`;
  }
  const version = asked === undefined ? await newestVersion(connection, policy) : Number(asked);
  if (version === 0)
    throw new CliError(EXIT.refused, `there is no policy ${policy}: policy list tells those there are`);
  const answer = await callApi(connection, 'GET', pathOf(policy, `/versions/${version}`));
  await writePolicyFile(file, z.looseObject({ document: z.unknown() }).parse(answer).document);
  await writeOrigin(file, { policy, basedOn: version, draft: null, revision: null });
  return `${file}: ${policy}, version ${version}`;
}

/**
 * The first time a new draft on the version the file was pulled from; then the next revision of the same draft, refused
 * where somebody else has saved one meanwhile.
 */
export async function push(connection: PolicyConnection, command: PolicyCommand) {
  const [policy = '', file = ''] = operandsOf(command, 'POLICY', 'FILE');
  const { document } = await readPolicyFile(file);
  const noted = await readOrigin(file);
  const origin = noted?.policy === policy ? noted : null;
  const { name } = command.options;
  const named = name !== undefined && { name };
  const answer =
    origin !== null && origin.draft !== null && origin.revision !== null
      ? await callApi(connection, 'PUT', draftPath(policy, origin.draft), {
          ...{ revision: origin.revision, document },
          ...named,
        })
      : await callApi(connection, 'POST', pathOf(policy, '/drafts'), {
          ...{ document, ...(origin !== null && { basedOn: origin.basedOn }) },
          ...named,
        });
  const saved = savedSchema.parse(answer);
  await writeOrigin(file, { policy, basedOn: saved.basedOn, draft: saved.draft, revision: saved.revision });
  return {
    answer,
    lines: [`${policy}: draft ${saved.draft}, revision ${saved.revision}, ${saved.status}`, ...hindrances(file, saved)],
  };
}

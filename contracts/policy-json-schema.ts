/** Owns the JSON schema of a policy, from the shape that policies are read by: editors complete what is typed by it. */
import { z } from 'zod';
import { policySchema } from './policy';

let made: Readonly<Record<string, unknown>> | undefined;

/** What a schema can't say, such as that ids are told apart, lint says. Made once. */
export function policyJsonSchema(): Readonly<Record<string, unknown>> {
  return (made ??= z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' }));
}

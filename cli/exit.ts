/** Owns how the program ends: one number for each kind of ending, so that a script can tell them apart. */

export const EXIT = {
  /** All lines were taken. */
  done: 0,
  /** Some lines were rejected, and the others taken; a policy has findings, or meets a conflict. */
  rejected: 1,
  /** The command, the mapping or the file can't be used as it is. */
  wrongInput: 2,
  /** The API does not allow it, or does not know the branch. */
  refused: 3,
  /** The API could not be reached or did not answer: start the same again. */
  unavailable: 4,
  /** Ended by Ctrl-C: start the same again. */
  interrupted: 130,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Ends the program with a message for a person. */
export class CliError extends Error {
  override readonly name = 'CliError';
  constructor(
    readonly exit: Exit,
    message: string,
  ) {
    super(message);
  }
}

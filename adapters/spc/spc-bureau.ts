/** Owns SPC Brasil as a bureau. */
export interface SpcLogin {
  readonly accountKey: string;
  readonly apiUrl: string;
  readonly operator: string;
  readonly password: string;
  /** PEM, trusted beside the public authorities. */
  readonly caCertificate: string | null;
  readonly optionalInputs: readonly number[];
  /** Of a paid query, from the resolving of the name to the end of the answer. */
  readonly timeoutMs: number;
}

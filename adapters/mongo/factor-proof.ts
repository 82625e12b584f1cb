/** Owns how a proof of the second factor is used up: one condition and one write, so that no code is good twice. */
import type { FactorProof } from '../../contracts/second-factor';

/** Matches the user whose factor is still the one that was proven, and the code not used meanwhile. */
export function unusedProof(proof: FactorProof): Readonly<Record<string, unknown>> {
  const same = { 'secondFactor.since': proof.since };
  if (proof.kind === 'code') return { ...same, 'secondFactor.lastStep': { $lt: proof.step } };
  return { ...same, 'secondFactor.recoveryHashes': proof.hash };
}

/** To stand in the update beside that condition. */
export function usingUp(proof: FactorProof) {
  if (proof.kind === 'code') return { set: { 'secondFactor.lastStep': proof.step }, pull: {} };
  return { set: {}, pull: { $pull: { 'secondFactor.recoveryHashes': proof.hash } } };
}

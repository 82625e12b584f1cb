/** Owns the trial of what is typed, on a customer or on facts typed in: free of charge and without any effect. */
import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { simulationAnswer } from '../../../api/simulate-candidate';
import type { Action } from '../../../domain/actions';
import { call } from '../data/call';
import type { PolicyDocument } from './use-policies';

export type Simulation = z.output<typeof simulationAnswer>;
export type Facts = Readonly<Record<string, unknown>>;

export type SimulationCase =
  | {
      readonly kind: 'customer';
      readonly branch: string;
      readonly document: string;
      readonly action: Action;
      readonly amountCents: number;
    }
  | { readonly kind: 'decision'; readonly decision: string }
  | { readonly kind: 'facts'; readonly action: Action; readonly branch?: string };

export interface SimulationAsked {
  readonly policy: PolicyDocument;
  readonly about: SimulationCase;
  readonly facts: Facts;
}

export function useSimulation() {
  return useMutation({
    mutationFn: (asked: SimulationAsked) => call<Simulation>('POST', '/policies/simulate', asked),
  });
}

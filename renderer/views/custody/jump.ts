/** Leads from a mention of a step to the step itself, on whatever page of steps it stands. */
import { createContext, useContext } from 'react';

export const Jump = createContext<(step: number) => void>(() => undefined);

export function useJump(): (step: number) => void {
  return useContext(Jump);
}

export const stepId = (step: number) => `custody-step-${step}`;

/** The two kinds of message: a call has one answer, a job reports progress on the way and can be stopped. */
import { z } from 'zod';

/** A question with one answer. Inputs are strict: an unknown field is an error. */
export function call<I extends z.ZodRawShape, O extends z.ZodRawShape>(input: I, output: O) {
  return { kind: 'call' as const, input: z.strictObject(input), output: z.object(output) };
}

/** A long verb: yields progress, takes a stop signal, ends with one answer. */
export function job<I extends z.ZodRawShape, P extends z.ZodType, O extends z.ZodType>(input: I, progress: P, output: O) {
  return { kind: 'job' as const, input: z.strictObject(input), progress, output };
}

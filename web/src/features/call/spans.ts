import type { Step } from "../../api/types";

/** The stretch of time that all steps lie in; never empty, so that shares of it are numbers. */
export function spanOf(steps: Pick<Step, "startedAt" | "endedAt">[]): { startMs: number; spanMs: number } {
  const moments = steps.flatMap((step) => [step.startedAt, step.endedAt]).flatMap((iso) => (iso ? [Date.parse(iso)] : []));
  if (moments.length === 0) return { startMs: 0, spanMs: 1 };
  const startMs = Math.min(...moments);
  return { startMs, spanMs: Math.max(1, Math.max(...moments) - startMs) };
}

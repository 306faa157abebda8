import type { Rep } from "../../api/types";

const kCoached = 3;

/** Ranked reps in their order, then those with too few calls to be ranked, by name. */
export function ordered(reps: Rep[]): Rep[] {
  return [...reps].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.name.localeCompare(b.name));
}

/** The lowest ranked half, lowest first; a team of one or two has nobody to single out. */
export function coachFirst(reps: Rep[]): Rep[] {
  const ranked = ordered(reps).filter((rep) => rep.rank !== null);
  return ranked.slice(Math.ceil(ranked.length / 2)).reverse().slice(0, kCoached);
}

/** The part of the scale from 1 to 10 that all intervals of ranked reps lie in, in whole steps. */
export function scaleOf(reps: Rep[]): { from: number; to: number } {
  const ends = reps.filter((rep) => rep.rank !== null).flatMap(({ score }) => [score.low ?? score.mean, score.high ?? score.mean]).filter((end) => end !== null);
  if (ends.length === 0) return { from: 1, to: 10 };
  return { from: Math.max(1, Math.floor(Math.min(...ends))), to: Math.min(10, Math.ceil(Math.max(...ends))) };
}

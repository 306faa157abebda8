// How fast a job goes and when it will end, from what was seen of it.
import type { Job } from "../../api/types";

export interface Sample { atMs: number; processed: number }
export interface Pace { callsPerSecond: number; secondsLeft: number }

const kWindowMs = 30_000;
const kLeastSpanMs = 1_500;

/** Keeps the last half minute, so that the rate follows the present. */
export function withSample(samples: Sample[], next: Sample): Sample[] {
  const last = samples[samples.length - 1];
  if (last && next.processed < last.processed) return [next];
  const kept = samples.filter((sample) => next.atMs - sample.atMs <= kWindowMs);
  return [...kept, next];
}

function overall(job: Job): Pace | null {
  if (!job.createdAt || !job.finishedAt) return null;
  const seconds = (new Date(job.finishedAt).getTime() - new Date(job.createdAt).getTime()) / 1000;
  return seconds > 0 ? { callsPerSecond: (job.processedCalls - job.skippedCalls) / seconds, secondsLeft: 0 } : null;
}

/** Null until there is something to go by. */
export function paceOf(job: Job, samples: Sample[], nowMs: number): Pace | null {
  if (job.status === "complete") return overall(job);
  if (job.status !== "processing") return null;
  const first = samples[0];
  const last = samples[samples.length - 1];
  let callsPerSecond = 0;
  if (first && last && last.atMs - first.atMs >= kLeastSpanMs && last.processed > first.processed) {
    callsPerSecond = (1000 * (last.processed - first.processed)) / (last.atMs - first.atMs);
  } else if (job.createdAt) {
    const analysed = job.processedCalls - job.skippedCalls;
    const seconds = (nowMs - new Date(job.createdAt).getTime()) / 1000;
    callsPerSecond = seconds > 1 && analysed > 0 ? analysed / seconds : 0;
  }
  if (callsPerSecond <= 0) return null;
  return { callsPerSecond, secondsLeft: Math.max(0, job.totalCalls - job.processedCalls) / callsPerSecond };
}

export type StageState = "waiting" | "running" | "done";
export interface Stage { name: string; sentence: string; state: StageState; done: number; total: number }

export function stagesOf(job: Job): Stage[] {
  const toAnalyse = Math.max(0, job.totalCalls - job.skippedCalls);
  const analysed = Math.max(0, job.processedCalls - job.skippedCalls);
  const isComplete = job.status === "complete";
  const isRead = job.status !== "pending" && (job.totalCalls > 0 || isComplete);
  const stage = (name: string, sentence: string, done: number): Stage => {
    const shown = isComplete ? toAnalyse : Math.min(done, toAnalyse);
    const state = isComplete || (isRead && shown >= toAnalyse) ? "done" : isRead ? "running" : "waiting";
    return { name, sentence, state, done: shown, total: toAnalyse };
  };
  return [
    { name: "Read", sentence: "rows, columns, transcripts", state: isRead ? "done" : "running", done: job.totalCalls, total: job.totalCalls },
    stage("Find facts", "who called, what they need", job.silverCalls ?? analysed),
    stage("Score and coach", "ten categories, with evidence", job.goldCalls ?? analysed),
    { name: "Results", sentence: "reps, leads, sources", state: isComplete ? "done" : "waiting", done: isComplete ? 1 : 0, total: 1 },
  ];
}

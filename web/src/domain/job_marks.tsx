// How a job is shown wherever one appears.
import type { Job } from "../api/types";
import { kAbsent } from "../ui/format";
import { Meter, Tag, type Tone } from "../ui/marks";
import { titleOf, toneOf } from "./words";

export function JobStatusTag({ job }: { job: Job }) {
  const tone: Tone = job.status === "complete" && job.failedCalls > 0 ? "fair" : toneOf(job.status);
  const word = job.status === "complete" && job.failedCalls > 0 ? "Complete, some failed" : job.status === "pending" ? "Reading the file" : titleOf(job.status);
  return <Tag tone={tone}>{word}</Tag>;
}

/** "Balanced · claude-haiku-5-5 → claude-sonnet-5-5", or what the results must be labelled with. */
export function modelsOf(job: Job): string {
  if (job.label) return titleOf("offline");
  const models = job.models.silver === job.models.gold ? job.models.gold : `${job.models.silver} → ${job.models.gold}`;
  return [job.preset ? titleOf(job.preset) : null, models].filter(Boolean).join(" · ") || kAbsent;
}

export function analysedOf(job: Job): number {
  return Math.max(0, job.processedCalls - job.skippedCalls - job.failedCalls);
}

export function JobMeter({ job, height }: { job: Job; height?: number }) {
  return (
    <Meter height={height ?? 8} total={job.totalCalls} label={`Calls of ${job.fileName} done`} parts={[
      { value: analysedOf(job), label: "Analysed", colour: "var(--accent)" },
      { value: job.skippedCalls, label: "Skipped", colour: "var(--line-strong)" },
      { value: job.failedCalls, label: "Failed", colour: "var(--bar-weak)" },
    ]} />
  );
}

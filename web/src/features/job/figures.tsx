// Progress, pace and money at a glance.
import type { Job } from "../../api/types";
import { analysedOf, JobMeter } from "../../domain/job_marks";
import { plural } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Meter } from "../../ui/marks";
import { useNow } from "../../ui/use_now";
import css from "./job.module.css";
import { paceOf, type Sample } from "./pace";

export function Figures({ job, samples }: { job: Job; samples: Sample[] }) {
  const format = useFormat();
  const nowMs = useNow(1_000);
  const pace = paceOf(job, samples, nowMs);
  const share = job.totalCalls > 0 ? job.processedCalls / job.totalCalls : 0;
  const elapsedSeconds = job.createdAt ? (new Date(job.finishedAt ?? nowMs).getTime() - new Date(job.createdAt).getTime()) / 1000 : null;
  return (
    <section className={css.figures} aria-label="Progress">
      <div className={css.progress}>
        <div className={css.progressHead}>
          <span className={css.percent}>{Math.floor(100 * share)}<small>%</small></span>
          <span className={css.soft}>
            {format.number(job.processedCalls)} of {plural(job.totalCalls, "call")}
            <br />{plural(analysedOf(job), "analysed", "analysed")} · {format.number(job.skippedCalls)} skipped · {format.number(job.failedCalls)} failed
            {job.cachedCalls > 0 && <> · {format.number(job.cachedCalls)} reused</>}
          </span>
        </div>
        <JobMeter job={job} height={10} />
      </div>
      <Figure label="Pace" value={pace ? `${pace.callsPerSecond >= 10 ? format.number(Math.round(pace.callsPerSecond)) : format.decimal(pace.callsPerSecond)}/s` : "–"}
        note={job.status === "processing" ? (pace ? `about ${format.span(pace.secondsLeft)} left` : "measuring…") : elapsedSeconds !== null && job.finishedAt ? `took ${format.span(elapsedSeconds)}` : "standing still"} />
      <Cost job={job} />
    </section>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return <div className={css.figure}><span className={css.soft}>{label}</span><span className={css.value}>{value}</span><span className={css.soft}>{note}</span></div>;
}

function Cost({ job }: { job: Job }) {
  const format = useFormat();
  const saved = job.savedUsd?.total ?? 0;
  const note = job.label ? "offline rules cost nothing" : saved > 0 ? `${format.usd(saved)} saved` : "so far";
  return (
    <div className={css.figure}>
      <span className={css.soft}>Cost{job.budgetUsd !== null && " against budget"}</span>
      <span className={css.value}>{format.cost(job.costUsd, job.unpricedTokens)}{job.budgetUsd !== null && <small> of {format.usd(job.budgetUsd)}</small>}</span>
      {job.budgetUsd !== null
        ? <Meter label="Budget used" total={job.budgetUsd} height={6} parts={[{ value: Math.min(job.costUsd, job.budgetUsd), label: "Spent", colour: job.costUsd > 0.9 * job.budgetUsd ? "var(--bar-weak)" : "var(--accent)" }]} />
        : <span className={css.soft}>{note}</span>}
    </div>
  );
}

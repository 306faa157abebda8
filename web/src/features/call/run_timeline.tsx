// How the analysis of this call went: every step, every attempt, what it took and what it cost.
import { useQuery } from "@tanstack/react-query";

import { timelineQuery } from "../../api/queries";
import type { Attempt, Call, Step, Timeline } from "../../api/types";
import { titleOf, toneOf } from "../../domain/words";
import { kAbsent, useFormat } from "../../ui/format";
import { Tag } from "../../ui/marks";
import { Empty, Loaded } from "../../ui/states";
import css from "./call.module.css";
import { spanOf } from "./spans";

const sourceWords: Record<string, string> = { rules: "Rules, no cost", reused: "Reused, no cost", asked: "Model asked" };

export function RunTimeline({ call }: { call: Call }) {
  const format = useFormat();
  const query = useQuery({ ...timelineQuery(call.id), refetchInterval: call.status === "pending" ? 2_000 : false });
  const { tokens } = call;
  return (
    <>
      <dl className={css.metrics}>
        <div><dt>Models</dt><dd className={css.models}>{[...new Set([call.models.silver, call.models.gold].filter(Boolean))].join(" → ") || kAbsent}</dd></div>
        <div><dt>Cost</dt><dd>{format.cost(call.costUsd, tokens.unpriced)}</dd></div>
        <div><dt>Tokens in / out</dt><dd>{format.tokens(tokens.input + tokens.cacheRead + tokens.cacheWrite)} / {format.tokens(tokens.output)}</dd></div>
        <div><dt>Read from the prompt cache</dt><dd>{format.tokens(tokens.cacheRead)}</dd></div>
      </dl>
      {call.cached && <p className={css.soft}>An earlier analysis of the same words was reused, at no cost.</p>}
      <Loaded query={query} rows={3} height={48}>
        {({ runs }) => (runs.length === 0 ? <Empty title="No run is on record">Runs are removed with their job’s history.</Empty> : <>{runs.map((run, at) => <Run key={run.id} run={run} number={runs.length - at} />)}</>)}
      </Loaded>
    </>
  );
}

type RunRecord = Timeline["runs"][number];

function Run({ run, number }: { run: RunRecord; number: number }) {
  const format = useFormat();
  const window = spanOf(run.steps);
  return (
    <section className={css.run}>
      <h3>Run {number} <Tag tone={toneOf(run.state)}>{titleOf(run.state)}</Tag><span>{format.dateTime(run.submittedAt)}</span></h3>
      <ol>{run.steps.map((step, at) => <StepRow key={`${step.name}-${at}`} step={step} window={window} />)}</ol>
    </section>
  );
}

function StepRow({ step, window }: { step: Step; window: { startMs: number; spanMs: number } }) {
  const format = useFormat();
  const from = step.startedAt ? Date.parse(step.startedAt) : null;
  const to = step.endedAt ? Date.parse(step.endedAt) : from;
  const lasted = from !== null && to !== null ? (to - from) / 1000 : null;
  const isOffline = step.model?.startsWith("offline") ?? false;
  const problems = step.attempts.filter((attempt) => attempt.code);
  return (
    <li className={css.step}>
      <div className={css.stepHead}>
        <span className={css.stepName}>{titleOf(step.name)}</span>
        {step.source && <Tag>{isOffline ? "Offline rules" : sourceWords[step.source] ?? titleOf(step.source)}</Tag>}
        {step.state !== "completed" && <Tag tone={toneOf(step.state)}>{titleOf(step.state)}</Tag>}
        <span className={css.stepTime}>{lasted === null ? kAbsent : lasted < 10 ? `${lasted.toFixed(2)} s` : format.span(lasted)}</span>
      </div>
      {from !== null && to !== null && (
        <div className={css.lane} aria-hidden>
          <span style={{ left: `${(100 * (from - window.startMs)) / window.spanMs}%`, width: `${Math.max(0.6, (100 * (to - from)) / window.spanMs)}%` }} />
        </div>
      )}
      <div className={css.stepFoot}>
        {isOffline ? "" : [step.model, step.tokens && `${format.tokens(step.tokens.input + step.tokens.cacheRead + step.tokens.cacheWrite)} tokens in, ${format.tokens(step.tokens.output)} out`,
          step.costUsd !== null && step.tokens && (step.costUsd > 0 || step.tokens.unpriced > 0) && format.cost(step.costUsd, step.tokens.unpriced), step.latencyMs !== null && `answered in ${(step.latencyMs / 1000).toFixed(1)} s`,
          step.attempts.length > 1 && `${step.attempts.length} attempts`, step.requestId].filter(Boolean).join(" · ")}
      </div>
      {problems.map((attempt) => <Problem key={attempt.attempt} attempt={attempt} />)}
    </li>
  );
}

function Problem({ attempt }: { attempt: Attempt }) {
  return <p className={css.problem}>Attempt {attempt.attempt}: {attempt.message ?? attempt.code} <code>{attempt.code}</code></p>;
}

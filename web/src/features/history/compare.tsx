// Two jobs side by side: did the team get better, did the leads, what did it cost.
import { useQueries } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router-dom";
import type { ReactNode } from "react";

import { dashboardQuery, jobQuery } from "../../api/queries";
import type { Dashboard, Job } from "../../api/types";
import { JobStatusTag, modelsOf } from "../../domain/job_marks";
import { kAbsent, useFormat } from "../../ui/format";
import { Card, Page, Table } from "../../ui/layout";
import { Empty, Failed, Loading } from "../../ui/states";
import css from "./history.module.css";

interface Side { job: Job; dashboard: Dashboard }

export default function Compare() {
  const [search] = useSearchParams();
  const ids = [search.get("left") ?? "", search.get("right") ?? ""];
  const isAsked = ids.every(Boolean);
  const jobs = useQueries({ queries: ids.map((id) => ({ ...jobQuery(id), enabled: isAsked })) });
  const dashboards = useQueries({ queries: ids.map((id) => ({ ...dashboardQuery({ job: id }), enabled: isAsked })) });
  const failed = [...jobs, ...dashboards].find((query) => query.error);
  const sides = ids.flatMap((_, at): Side[] => {
    const job = jobs[at]?.data;
    const dashboard = dashboards[at]?.data;
    return job && dashboard ? [{ job, dashboard }] : [];
  }).sort((a, b) => (a.job.createdAt ?? "").localeCompare(b.job.createdAt ?? ""));
  const [left, right] = sides;
  return (
    <Page title="Compare two jobs" eyebrow={<><Link to="/history">History</Link> / Compare</>} subtitle="The older one on the left.">
      {!isAsked ? <Card><Empty title="Choose two jobs">Mark them in the <Link to="/history">history</Link>.</Empty></Card>
        : failed ? <Card><Failed error={failed.error} retry={() => void failed.refetch()} /></Card>
          : left && right ? <Both left={left} right={right} /> : <Loading rows={3} height={120} />}
    </Page>
  );
}

interface Measure { name: string; of: (side: Side) => number | null; write: (value: number | null) => string; isBetterUp?: boolean }

function useMeasures(): Measure[] {
  const format = useFormat();
  const whole = (value: number | null) => (value === null ? kAbsent : format.number(value));
  return [
    { name: "Calls", of: ({ dashboard }) => dashboard.team.calls, write: whole },
    { name: "Sales calls", of: ({ dashboard }) => dashboard.team.validSales.share, write: format.share, isBetterUp: true },
    { name: "Spam", of: ({ dashboard }) => dashboard.team.spam.share, write: format.share, isBetterUp: false },
    { name: "Average rep score", of: ({ dashboard }) => dashboard.team.repScore.mean, write: format.decimal, isBetterUp: true },
    { name: "Average lead score", of: ({ dashboard }) => dashboard.team.leadScore.mean, write: format.decimal, isBetterUp: true },
    { name: "Qualified leads", of: ({ dashboard }) => dashboard.team.qualifiedLeads, write: whole, isBetterUp: true },
    { name: "Call within the hour", of: ({ dashboard }) => dashboard.team.priorityActions, write: whole },
    { name: "Red flags", of: ({ dashboard }) => dashboard.team.redFlags, write: whole, isBetterUp: false },
    { name: "Rep's share of the talking", of: ({ dashboard }) => dashboard.team.talkShareMedian, write: format.share },
    { name: "Failed calls", of: ({ job }) => job.failedCalls, write: whole, isBetterUp: false },
    { name: "Cost", of: ({ job }) => (job.unpricedTokens > 0 ? null : job.costUsd), write: format.usd, isBetterUp: false },
    { name: "Cost a qualified lead", of: ({ dashboard }) => dashboard.cost.perQualifiedLeadUsd, write: format.usd, isBetterUp: false },
  ];
}

function Both({ left, right }: { left: Side; right: Side }) {
  const format = useFormat();
  const categories = left.dashboard.team.categories.map((category): Measure => ({
    name: category.title, of: ({ dashboard }) => dashboard.team.categories.find((other) => other.key === category.key)?.mean ?? null, write: format.decimal, isBetterUp: true,
  }));
  return (
    <>
      <div className={css.pair}>{[left, right].map((side, at) => <JobCard key={at} job={side.job} />)}</div>
      <Measures title="At a glance" measures={useMeasures()} left={left} right={right} />
      <Measures title="By category" measures={categories} left={left} right={right} />
    </>
  );
}

function JobCard({ job }: { job: Job }) {
  const format = useFormat();
  return (
    <Card>
      <div className={css.name}><Link to={`/jobs/${job.id}`}>{job.fileName}</Link></div>
      <div className={css.soft}>{format.dateTime(job.createdAt)} · {modelsOf(job)}</div>
      <div style={{ marginTop: 8 }}><JobStatusTag job={job} /></div>
    </Card>
  );
}

function Measures({ title, measures, left, right }: { title: string; measures: Measure[]; left: Side; right: Side }): ReactNode {
  return (
    <Card title={title} isFlush>
      <Table label={title}>
        <thead><tr><th>Measure</th><th data-align="right">Earlier</th><th data-align="right">Later</th><th data-align="right">Change</th></tr></thead>
        <tbody>
          {measures.map((measure) => (
            <tr key={measure.name}>
              <td>{measure.name}</td>
              <td data-align="right">{measure.write(measure.of(left))}</td>
              <td data-align="right">{measure.write(measure.of(right))}</td>
              <td data-align="right"><Change measure={measure} left={left} right={right} /></td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

const kAlikeShare = 0.005;

function Change({ measure, left, right }: { measure: Measure; left: Side; right: Side }) {
  const before = measure.of(left);
  const after = measure.of(right);
  if (before === null || after === null) return <span className={css.soft}>{kAbsent}</span>;
  const difference = after - before;
  if (Math.abs(difference) <= kAlikeShare * Math.max(Math.abs(before), Math.abs(after))) return <span className={css.soft}>same</span>;
  const isUp = difference > 0;
  const word = measure.isBetterUp === undefined ? "" : isUp === measure.isBetterUp ? " better" : " worse";
  return <span style={{ color: word === " better" ? "var(--good)" : word ? "var(--bad)" : undefined }}>{isUp ? "+" : "−"}{measure.write(Math.abs(difference))}{word}</span>;
}

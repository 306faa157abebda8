// What the calls say: the team at a glance, whom to call, whom to coach, where buyers come from.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Link } from "react-router-dom";

import { dashboardQuery, jobsQuery } from "../../api/queries";
import type { Dashboard } from "../../api/types";
import { FilterBar } from "../../domain/filter_bar";
import { useFilters } from "../../domain/filters";
import { plural } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconLayoutDashboard } from "../../ui/icons";
import { Card, Columns, Page, Stat, Stats } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import { Empty, Loaded, Loading } from "../../ui/states";
import { Money, Shares } from "./money_and_shares";
import { CoachFirst, Divisions, TopPerformers } from "./people";
import { PriorityLeads } from "./priority_leads";
import { Questions } from "./questions";
import { Themes } from "./themes";
import { RedFlags } from "./red_flags";

// The charts' library is the page's heaviest part: everything else is readable before it is here.
const Charts = lazy(() => import("./charts"));

export default function DashboardPage() {
  const { shared } = useFilters();
  const query = useQuery(dashboardQuery(shared));
  const jobs = useQuery(jobsQuery(100)).data?.jobs;
  const job = jobs?.find((candidate) => candidate.id === shared.job) ?? (jobs?.length === 1 ? jobs[0] : undefined);
  const isOffline = job?.label ?? (jobs && jobs.length > 0 && !shared.job && jobs.every((each) => each.label) ? jobs[0]?.label : null);
  return (
    <Page title="Dashboard" subtitle={query.data ? <Span dashboard={query.data} label={isOffline ?? null} /> : undefined}>
      <FilterBar />
      <Loaded query={query} rows={4} height={110}>
        {(dashboard) => dashboard.team.calls === 0 ? <Nothing hasJobs={(jobs?.length ?? 0) > 0} /> : <Whole dashboard={dashboard} />}
      </Loaded>
    </Page>
  );
}

function Span({ dashboard: { team }, label }: { dashboard: Dashboard; label: string | null }) {
  const format = useFormat();
  return (
    <>
      {plural(team.calls, "call")}{team.firstCall && <>, {format.date(team.firstCall)} to {format.date(team.lastCall)}</>}
      {label && <> &nbsp;<Tag tone="fair">{label}</Tag></>}
    </>
  );
}

function Nothing({ hasJobs }: { hasJobs: boolean }) {
  return (
    <Card>
      <Empty icon={<IconLayoutDashboard size={22} stroke={1.7} />} title={hasJobs ? "No call fits these filters" : "Nothing has been analysed yet"}
        actions={hasJobs ? <Button component={Link} to="/dashboard" variant="default">Clear the filters</Button> : <Button component={Link} to="/new">Start the first analysis</Button>}>
        {hasJobs ? "Choose another job, or remove a filter." : "Upload a call log, or try the sample week that comes with the program."}
      </Empty>
    </Card>
  );
}

function Whole({ dashboard }: { dashboard: Dashboard }) {
  const format = useFormat();
  const { link } = useFilters();
  const { team } = dashboard;
  return (
    <>
      <Stats>
        <Link to={link("/leads")}><Stat label="Call within the hour" value={format.number(team.priorityActions)} note="priority leads" /></Link>
        <Link to={link("/calls", { minLead: 7, sort: "-leadScore" })}><Stat label="Qualified leads" value={format.number(team.qualifiedLeads)} note="score 7 or more" /></Link>
        <Link to={link("/reps")}><Stat label="Average rep score" value={format.decimal(team.repScore.mean)} note={interval(format.decimal(team.repScore.low), format.decimal(team.repScore.high), team.repScore.count)} /></Link>
        <Link to={link("/calls", { sort: "-leadScore" })}><Stat label="Average lead score" value={format.decimal(team.leadScore.mean)} note={interval(format.decimal(team.leadScore.low), format.decimal(team.leadScore.high), team.leadScore.count)} /></Link>
        <Link to={link("/calls", { needsReview: "true" })}><Stat label="To be looked at" value={format.number(team.needsReview)} note="unsure answers" /></Link>
        <Link to={link("/calls", { redFlags: "true" })}><Stat label="Red flags" value={format.number(team.redFlags)} note="doubts and alerts" /></Link>
      </Stats>
      <PriorityLeads />
      <Suspense fallback={<Loading rows={1} height={330} />}><Charts dashboard={dashboard} /></Suspense>
      <Columns least={420} stretch>
        <TopPerformers dashboard={dashboard} />
        <CoachFirst dashboard={dashboard} />
      </Columns>
      <Columns least={420}>
        <Themes dashboard={dashboard} kind="strengths" />
        <Themes dashboard={dashboard} kind="gaps" />
      </Columns>
      {team.questions && team.questions.length > 0 && <Questions questions={team.questions} />}
      <Columns least={420}>
        <Shares dashboard={dashboard} />
        <Money dashboard={dashboard} />
      </Columns>
      <Columns least={420}>
        {dashboard.divisions.length > 0 && <Divisions dashboard={dashboard} />}
        {dashboard.redFlags.length > 0 && <RedFlags newest={dashboard.redFlags} total={team.redFlags} />}
      </Columns>
    </>
  );
}

function interval(low: string, high: string, count: number): string {
  return low === "–" ? plural(count, "call") : `${low} to ${high} · ${plural(count, "call")}`;
}

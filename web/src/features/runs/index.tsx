// The queue: what is running, what waits, and why.
import { Button, SegmentedControl } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router-dom";

import { runsQuery } from "../../api/queries";
import type { Run, RunPage } from "../../api/types";
import { FilterBar } from "../../domain/filter_bar";
import { useFilters } from "../../domain/filters";
import { titleOf, toneOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconClock } from "../../ui/icons";
import { Card, Page, Table } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import { Empty, Loaded, sentence } from "../../ui/states";
import { useNow } from "../../ui/use_now";
import css from "./runs.module.css";

const states = ["queued", "running", "waiting", "completed", "failed", "cancelled"] as const;

export default function Runs() {
  const { get, set, shared } = useFilters();
  const state = get("state") ?? "";
  const query = useInfiniteQuery(runsQuery({ state, job: shared.job, limit: 50 }));
  const counts = query.data?.pages[0]?.counts;
  return (
    <Page title="Runs" subtitle="Every call is a run of its own: stored step by step, so that a crash costs nothing. Here is what waits, and why.">
      <FilterBar hasOnlyJob />
      <div className={css.states}>
        <SegmentedControl aria-label="State" value={state} onChange={(value) => set({ state: value })}
          data={[{ value: "", label: "All" }, ...states.map((name) => ({ value: name, label: `${titleOf(name)}${counts ? ` ${counts[name].toLocaleString("en-US")}` : ""}` }))]} />
      </div>
      <Loaded query={query} rows={6} height={40}>
        {({ pages }) => <Rows runs={pages.flatMap((page: RunPage) => page.runs)} />}
      </Loaded>
      {query.hasNextPage && <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Show more</Button>}
    </Page>
  );
}

function Rows({ runs }: { runs: Run[] }) {
  if (runs.length === 0) {
    return <Card><Empty icon={<IconClock size={22} stroke={1.7} />} title="No run is in this state">Runs appear here as soon as a job starts. Finished ones stay until their job is deleted.</Empty></Card>;
  }
  return (
    <Card isFlush>
      <Table label="Runs">
        <thead><tr><th>Run</th><th>State</th><th>Step</th><th>Why</th><th data-align="right">Attempts</th><th data-align="right">Priority</th><th>Submitted</th></tr></thead>
        <tbody>{runs.map((run) => <RunRow key={run.id} run={run} />)}</tbody>
      </Table>
    </Card>
  );
}

function RunRow({ run }: { run: Run }) {
  const format = useFormat();
  return (
    <tr>
      <td className={css.name}>
        {run.callId ? <Link to={`/calls/${run.callId}`}>{run.row !== null ? `Row ${run.row}` : "Call"}</Link> : <span>{run.id.slice(0, 12)}</span>}
        <div className={css.soft}><Link to={`/jobs/${run.jobId}`}>its job</Link></div>
      </td>
      <td><Tag tone={toneOf(run.state)}>{titleOf(run.state)}</Tag></td>
      <td>{run.step ? titleOf(run.step) : "–"}</td>
      <td className={css.why}><Why run={run} /></td>
      <td data-align="right">{run.attempts}</td>
      <td data-align="right">{run.priority}</td>
      <td>{format.ago(run.submittedAt)}</td>
    </tr>
  );
}

function Why({ run }: { run: Run }) {
  const format = useFormat();
  const nowMs = useNow(1_000);
  if (run.failure) return <span title={run.failure.code}>{sentence(run.failure.message)}</span>;
  if (run.wakeAt) {
    const seconds = (new Date(run.wakeAt).getTime() - nowMs) / 1000;
    return <>{run.waitingFor ? sentence(run.waitingFor) : "Waits to try again."} {seconds > 0 && `Wakes in ${format.span(seconds)}.`}</>;
  }
  if (run.waitingFor) return <>Waits for {run.waitingFor}</>;
  return <span className={css.soft}>{run.state === "queued" ? "Waits for a free slot" : "–"}</span>;
}

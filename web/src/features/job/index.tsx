// One job while it runs, and after: stages, pace, cost, newest results, failures. Works in any number of tabs.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useParams } from "react-router-dom";

import { useJob, type Line } from "../../api/job_events";
import type { Job } from "../../api/types";
import { JobStatusTag, modelsOf } from "../../domain/job_marks";
import { useFormat } from "../../ui/format";
import { Card, Page } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import { Empty, Failed, Loading, Notice, sentence } from "../../ui/states";
import { JobActions, Reports } from "./actions";
import { Failures } from "./failures";
import { Figures } from "./figures";
import { Latest } from "./latest";
import { Outcome } from "./outcome";
import { withSample, type Sample } from "./pace";
import { Stability } from "./stability";
import { Stages } from "./stages";

export default function JobPage() {
  const { id = "" } = useParams();
  const { data: job, error, line, isDeleted, refetch } = useJob(id);
  const samples = useSamples(job);
  useRefreshAtTheEnd(job);

  if (isDeleted) return <Page title="Job deleted"><Empty title="This job was deleted">Its calls and results are gone. <Link to="/history">See the other jobs</Link>.</Empty></Page>;
  if (!job && error) return <Page title="Job" eyebrow={<><Link to="/history">History</Link> / Job</>}><Card><Failed error={error} retry={() => void refetch()} /></Card></Page>;
  if (!job) return <Page title="Job"><Loading rows={4} height={90} /></Page>;
  return <Whole job={job} line={line} samples={samples} />;
}

function Whole({ job, line, samples }: { job: Job; line: Line; samples: Sample[] }) {
  const format = useFormat();
  return (
    <Page title={job.fileName} eyebrow={<><Link to="/history">History</Link> / Job</>}
      subtitle={<><JobStatusTag job={job} /> &nbsp;{job.label && <><Tag tone="fair">{job.label}</Tag> &nbsp;</>}Started {format.dateTime(job.createdAt)}{job.label ? "" : ` · ${modelsOf(job)}`}<Terms job={job} /></>}
      actions={<JobActions job={job} />}>
      <StatusNotice job={job} line={line} />
      {job.status === "complete" && <Outcome job={job} />}
      <Figures job={job} samples={samples} />
      <Stability job={job} />
      {job.status !== "complete" && <Stages job={job} />}
      {job.failedCalls > 0 && <Failures job={job} />}
      {job.totalCalls > 0 && <Latest job={job} />}
      {job.processedCalls > 0 && <Reports job={job} />}
    </Page>
  );
}

const kept = { card: "card numbers", ssn: "social security numbers", email: "e-mail addresses", phone: "phone numbers" };

/** On what terms the provider is asked. */
function Terms({ job }: { job: Job }) {
  const format = useFormat();
  const hidden = job.label ? [] : (job.redaction ?? []).map((kind) => kept[kind]);
  return (
    <>
      {job.batch && <> &nbsp;<Tag tone="accent">In batches, half the price</Tag></>}
      {hidden.length > 0 && <> &nbsp;<Tag>Sent without {hidden.join(", ")}</Tag></>}
      {Boolean(job.doubleScore) && <> &nbsp;<Tag>{format.share(job.doubleScore)} scored twice</Tag></>}
    </>
  );
}

function StatusNotice({ job, line }: { job: Job; line: Line }) {
  if (job.status === "failed") {
    return <Notice tone="bad" title={sentence(job.statusMessage ?? "the job failed")}><p>Nothing was analysed. Correct the cause and upload the file again.</p></Notice>;
  }
  if (job.status === "paused") {
    return <Notice tone="fair" title={job.statusMessage ? sentence(job.statusMessage) : "Paused. What is done is kept."}><p>Resume goes on exactly where it stopped.</p></Notice>;
  }
  if (job.status === "cancelled") return <Notice tone="neutral" title="Cancelled. What was finished before is kept." />;
  if (job.status === "processing" && job.statusCode === "batch-working" && job.statusMessage) {
    return <Notice tone="neutral" title={sentence(job.statusMessage)}><p>Nothing has to stay open meanwhile.</p></Notice>;
  }
  if (line === "polling" && job.status === "processing") {
    return <Notice tone="neutral" title="The live line is down; this page asks every two seconds instead." />;
  }
  return null;
}

function useSamples(job: Job | undefined): Sample[] {
  const [samples, setSamples] = useState<Sample[]>([]);
  const processed = job?.processedCalls;
  const isRunning = job?.status === "processing";
  useEffect(() => {
    if (processed === undefined) return;
    setSamples((before) => (isRunning ? withSample(before, { atMs: Date.now(), processed }) : []));
  }, [processed, isRunning]);
  return samples;
}

/** What other pages show of this job is out of date once it ends. */
function useRefreshAtTheEnd(job: Job | undefined) {
  const client = useQueryClient();
  const status = job?.status;
  useEffect(() => {
    if (status === undefined) return;
    for (const key of ["insight", "leads", "calls", "runs"]) void client.invalidateQueries({ queryKey: [key] });
    void client.invalidateQueries({ queryKey: ["jobs", "list"] });
    void client.invalidateQueries({ queryKey: ["jobs", "failures"] });
  }, [status, client]);
}

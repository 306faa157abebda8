// From a file to a running job: what was found in it, what it will cost, start.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router-dom";

import { jobsQuery } from "../../api/queries";
import { JobStatusTag } from "../../domain/job_marks";
import { plural } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Card, Page } from "../../ui/layout";
import { FileDrop } from "./file_drop";
import css from "./new_analysis.module.css";
import { Preview } from "./preview";

export default function NewAnalysis() {
  const [file, setFile] = useState<File | null>(null);
  return (
    <Page title="New analysis"
      subtitle={file ? undefined : "Drop a week of calls and learn whom to call back first, who needs what coaching, and which ads bring buyers."}>
      {file ? <Preview key={`${file.name}/${file.size}/${file.lastModified}`} file={file} onOtherFile={() => setFile(null)} /> : <Start onFile={setFile} />}
    </Page>
  );
}

function Start({ onFile }: { onFile: (file: File) => void }) {
  const jobs = useQuery(jobsQuery()).data?.jobs ?? [];
  return (
    <>
      <FileDrop onFile={onFile} />
      <div className={css.promises}>
        <Promise title="Nothing vanishes">Abandoned, empty and duplicate rows stay in the job, each with its reason.</Promise>
        <Promise title="Close the laptop">The analysis goes on without this page, and through a restart of the server.</Promise>
        <Promise title="Never pay twice">A call that was analysed before, in any job, is reused at no cost.</Promise>
      </div>
      {jobs.length > 0 && <Recent jobs={jobs.slice(0, 4)} />}
    </>
  );
}

function Promise({ title, children }: { title: string; children: string }) {
  return <div><h2>{title}</h2><p>{children}</p></div>;
}

function Recent({ jobs }: { jobs: import("../../api/types").Job[] }) {
  const format = useFormat();
  return (
    <Card title="Recent analyses" action={<Link to="/history">All jobs</Link>}>
      <ul className={css.recent}>
        {jobs.map((job) => (
          <li key={job.id}>
            <Link to={`/jobs/${job.id}`}>{job.fileName}</Link>
            <span className={css.soft}>{plural(job.totalCalls, "call")} · {format.ago(job.createdAt)}</span>
            <JobStatusTag job={job} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

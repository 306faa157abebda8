// Every job: open it, compare two, fetch its reports, delete it.
import { ActionIcon, Button, Checkbox, Menu, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router-dom";

import { allJobsQuery, deleteJob, reportAddress } from "../../api/queries";
import type { Job } from "../../api/types";
import { analysedOf, JobMeter, JobStatusTag, modelsOf } from "../../domain/job_marks";
import { plural } from "../../domain/words";
import { Confirm } from "../../ui/confirm";
import { useFormat } from "../../ui/format";
import { IconDotsVertical, IconDownload, IconGitCompare, IconHistory, IconTrash } from "../../ui/icons";
import { Card, Page, Table } from "../../ui/layout";
import { Empty, Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";
import css from "./history.module.css";

export default function History() {
  const query = useInfiniteQuery(allJobsQuery());
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string[]>([]);
  const [doomed, setDoomed] = useState<Job | null>(null);
  const choose = (id: string) => setChosen((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before.slice(-1), id]));

  return (
    <Page title="History" subtitle="Every upload this server has seen. Reports of any past job can be fetched again."
      actions={
        <Button variant="default" leftSection={<IconGitCompare size={16} />} disabled={chosen.length !== 2}
          onClick={() => navigate(`/history/compare?left=${chosen[0]}&right=${chosen[1]}`)}>
          {chosen.length === 2 ? "Compare these two" : `Choose ${2 - chosen.length} to compare`}
        </Button>
      }>
      <Loaded query={query} rows={5}>
        {({ pages }) => {
          const jobs = pages.flatMap((page) => page.jobs);
          if (jobs.length === 0) {
            return (
              <Card>
                <Empty icon={<IconHistory size={22} stroke={1.7} />} title="Nothing has been analysed yet" actions={<Button component={Link} to="/new">Start the first analysis</Button>}>
                  Upload a call log, or try the sample week. It appears here as soon as it starts.
                </Empty>
              </Card>
            );
          }
          return (
            <>
              <Card isFlush>
                <Table label="Jobs">
                  <thead>
                    <tr>
                      <th><span className="visually-hidden">Compare</span></th><th>Job</th><th>Status</th><th data-phone="hide">Progress</th>
                      <th data-align="right" data-phone="hide">Analysed</th><th data-align="right" data-phone="hide">Skipped</th><th data-align="right" data-phone="hide">Failed</th>
                      <th data-align="right" data-phone="hide">Cost</th><th><span className="visually-hidden">Actions</span></th>
                    </tr>
                  </thead>
                  <tbody>
                    {jobs.map((job) => <JobRow key={job.id} job={job} isChosen={chosen.includes(job.id)} onChoose={() => choose(job.id)} onDelete={() => setDoomed(job)} />)}
                  </tbody>
                </Table>
              </Card>
              {query.hasNextPage && <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Show older jobs</Button>}
            </>
          );
        }}
      </Loaded>
      <DeleteJob job={doomed} onClose={() => setDoomed(null)} />
    </Page>
  );
}

interface RowProps { job: Job; isChosen: boolean; onChoose: () => void; onDelete: () => void }

function JobRow({ job, isChosen, onChoose, onDelete }: RowProps) {
  const format = useFormat();
  return (
    <tr>
      <td><Checkbox aria-label={`Compare ${job.fileName} of ${format.dateTime(job.createdAt)}`} checked={isChosen} onChange={onChoose} /></td>
      <td className={css.name}>
        <Link to={`/jobs/${job.id}`}>{job.fileName}</Link>
        <div className={css.soft}>{format.dateTime(job.createdAt)} · {modelsOf(job)}</div>
      </td>
      <td><JobStatusTag job={job} /></td>
      <td className={css.meter} data-phone="hide"><JobMeter job={job} height={6} /></td>
      <td data-align="right" data-phone="hide">{format.number(analysedOf(job))}</td>
      <td data-align="right" data-phone="hide">{format.number(job.skippedCalls)}</td>
      <td data-align="right" data-phone="hide">{format.number(job.failedCalls)}</td>
      <td data-align="right" data-phone="hide">{format.cost(job.costUsd, job.unpricedTokens)}</td>
      <td data-align="right"><JobMenu job={job} onDelete={onDelete} /></td>
    </tr>
  );
}

function JobMenu({ job, onDelete }: { job: Job; onDelete: () => void }) {
  const formats = [["pdf", "PDF report"], ["xlsx", "Excel workbook"], ["csv", "CSV"], ["json", "JSON"]] as const;
  return (
    <Menu position="bottom-end" shadow="md" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${job.fileName}`}><IconDotsVertical size={18} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Download</Menu.Label>
        {formats.map(([format, title]) => (
          <Menu.Item key={format} component="a" href={reportAddress(job.id, format)} download leftSection={<IconDownload size={16} />}>{title}</Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={onDelete}>Delete…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function DeleteJob({ job, onClose }: { job: Job | null; onClose: () => void }) {
  const client = useQueryClient();
  const format = useFormat();
  const removal = useMutation({
    mutationFn: deleteJob,
    onSuccess: async () => { toast("The job and its calls are deleted."); onClose(); await client.invalidateQueries(); },
  });
  return (
    <Confirm isOpen={job !== null} title="Delete this job?" confirmLabel="Delete it" isDangerous isBusy={removal.isPending}
      onConfirm={() => job && removal.mutate(job.id)} onClose={onClose}>
      {job && (
        <Text>
          “{job.fileName}” of {format.dateTime(job.createdAt)}, with {plural(job.totalCalls, "call")}, their transcripts, scores and leads, is
          removed for good. Download its reports first if you may need them.
        </Text>
      )}
    </Confirm>
  );
}

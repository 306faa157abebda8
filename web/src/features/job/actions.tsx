import { Button, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router-dom";

import { changeJob, jobQuery, reportAddress } from "../../api/queries";
import type { Job } from "../../api/types";
import { plural } from "../../domain/words";
import { Confirm } from "../../ui/confirm";
import { IconBan, IconDownload, IconFileTypePdf, IconPlayerPause, IconPlayerPlay, IconRefresh } from "../../ui/icons";
import { Card } from "../../ui/layout";
import css from "./job.module.css";

export function JobActions({ job }: { job: Job }) {
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const change = useMutation({
    mutationFn: (name: "pause" | "resume" | "cancel" | "retry") => changeJob(job.id, name),
    onSuccess: (next) => {
      client.setQueryData(jobQuery(job.id).queryKey, next);
      void client.invalidateQueries({ queryKey: ["jobs", "list"] });
    },
    onSettled: () => setIsAsking(false),
  });
  const isBusy = (name: string) => change.isPending && change.variables === name;
  const isMoving = job.status === "processing" || job.status === "paused";
  return (
    <>
      {job.status === "processing" && <Button variant="default" leftSection={<IconPlayerPause size={16} />} loading={isBusy("pause")} onClick={() => change.mutate("pause")}>Pause</Button>}
      {job.status === "paused" && <Button leftSection={<IconPlayerPlay size={16} />} loading={isBusy("resume")} onClick={() => change.mutate("resume")}>Resume</Button>}
      {job.failedCalls > 0 && job.status !== "processing" && (
        <Button variant="default" leftSection={<IconRefresh size={16} />} loading={isBusy("retry")} onClick={() => change.mutate("retry")}>Retry {plural(job.failedCalls, "failed call")}</Button>
      )}
      {isMoving && <Button variant="default" leftSection={<IconBan size={16} />} onClick={() => setIsAsking(true)}>Cancel</Button>}
      {job.status === "complete" && <Button component={Link} to={`/dashboard?job=${job.id}`}>Open the dashboard</Button>}
      <Confirm isOpen={isAsking} title="Cancel this job?" confirmLabel="Cancel the job" isDangerous isBusy={isBusy("cancel")}
        onConfirm={() => change.mutate("cancel")} onClose={() => setIsAsking(false)}>
        <Text>{plural(job.totalCalls - job.processedCalls, "call")} will not be analysed. What is finished is kept. To stop for a while, pause instead.</Text>
      </Confirm>
    </>
  );
}

export function Reports({ job }: { job: Job }) {
  const isComplete = job.status === "complete";
  const formats = [
    ["pdf", "PDF report", "for the meeting"], ["xlsx", "Excel workbook", "seven sheets"], ["csv", "CSV", "one line a call"], ["json", "JSON", "everything"],
  ] as const;
  return (
    <Card title="Reports" note={isComplete ? "Made when you ask; they can be fetched again at any time." : "With what is finished so far."}>
      <div className={css.reports}>
        {formats.map(([format, title, note]) => (
          <a key={format} href={reportAddress(job.id, format)} download className={css.report}>
            {format === "pdf" ? <IconFileTypePdf size={20} stroke={1.6} aria-hidden /> : <IconDownload size={20} stroke={1.6} aria-hidden />}
            <span><strong>{title}</strong><span>{note}</span></span>
          </a>
        ))}
      </div>
    </Card>
  );
}

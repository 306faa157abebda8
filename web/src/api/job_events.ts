// A job as it changes. Its events carry the whole job and a sequence number; after a dropped line or a restart of the
// server the stream goes on after the last number seen, and where streams do not pass, the job is asked for instead.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { jobQuery } from "./queries";
import type { Job } from "./types";

export type Line = "connecting" | "live" | "polling";

const kRetryMinMs = 500;
const kRetryMaxMs = 10_000;
const kFailuresBeforePolling = 2;
const kPollMs = 2_000;

export function hasEnded(job: Job | undefined): boolean {
  return job !== undefined && ["complete", "failed", "cancelled"].includes(job.status);
}

interface Listener { onJob: (job: Job) => void; onDeleted: () => void; onLine: (line: Line) => void }

/** Follows one job until the returned function is called. */
export function followJob(job: string, listener: Listener): () => void {
  let lastEventId = "";
  let failures = 0;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const open = () => {
    const query = lastEventId ? `?lastEventId=${encodeURIComponent(lastEventId)}` : "";
    source = new EventSource(`/api/jobs/${encodeURIComponent(job)}/events${query}`);
    source.onopen = () => { failures = 0; listener.onLine("live"); };
    source.addEventListener("job", (event) => {
      lastEventId = event.lastEventId || lastEventId;
      listener.onJob(JSON.parse(event.data as string) as Job);
    });
    source.addEventListener("deleted", () => { close(); listener.onDeleted(); });
    source.onerror = () => {
      source?.close();
      if (isOver) return;
      failures += 1;
      listener.onLine(failures >= kFailuresBeforePolling ? "polling" : "connecting");
      timer = setTimeout(open, Math.min(kRetryMinMs * 2 ** (failures - 1), kRetryMaxMs));
    };
  };
  const close = () => { isOver = true; clearTimeout(timer); source?.close(); };

  open();
  return close;
}

export function useJob(job: string) {
  const client = useQueryClient();
  const [line, setLine] = useState<Line>("connecting");
  const [isDeleted, setIsDeleted] = useState(false);
  const query = useQuery({ ...jobQuery(job), refetchInterval: line === "polling" ? kPollMs : false, retry: line === "polling" });

  useEffect(() => {
    setIsDeleted(false);
    return followJob(job, {
      onJob: (next) => client.setQueryData(jobQuery(job).queryKey, next),
      onDeleted: () => setIsDeleted(true),
      onLine: setLine,
    });
  }, [job, client]);

  return { ...query, line, isDeleted };
}

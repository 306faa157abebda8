// What failed, by kind: the message, how many, which calls.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router-dom";

import { changeJob, failuresQuery, jobQuery } from "../../api/queries";
import type { Job } from "../../api/types";
import { plural } from "../../domain/words";
import { IconRefresh } from "../../ui/icons";
import { Card } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import { Loaded, sentence } from "../../ui/states";
import { toast } from "../../ui/toast";
import css from "./job.module.css";

const kCallsShown = 5;

export function Failures({ job }: { job: Job }) {
  const client = useQueryClient();
  const query = useQuery({ ...failuresQuery(job.id), refetchInterval: job.status === "processing" ? 5_000 : false });
  const retry = useMutation({
    mutationFn: () => changeJob(job.id, "retry"),
    onSuccess: (next) => { client.setQueryData(jobQuery(job.id).queryKey, next); toast("The failed calls are tried again."); },
  });
  return (
    <Card title={`${plural(job.failedCalls, "call")} failed`} note="A failure is never replaced by an empty answer. Retry asks again for these calls only."
      action={<Button size="compact-sm" variant="light" leftSection={<IconRefresh size={14} />} loading={retry.isPending} onClick={() => retry.mutate()}>Retry all</Button>}>
      <Loaded query={query} rows={1}>
        {({ failures }) => (
          <ul className={css.failures}>
            {failures.map((failure) => (
              <li key={failure.code + failure.message}>
                <div><Tag tone="bad">{failure.n} ×</Tag> <strong>{sentence(failure.message)}</strong> <code className={css.code}>{failure.code}</code></div>
                <div className={css.soft}>
                  {failure.callIds.slice(0, kCallsShown).map((call, at) => <span key={call}>{at > 0 && " · "}<Link to={`/calls/${call}`}>call {at + 1}</Link></span>)}
                  {failure.n > kCallsShown && <> · <Link to={`/calls?job=${job.id}&status=failed`}>all of them</Link></>}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

// The newest finished calls while the job goes on; the best leads once it is done.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router-dom";

import { callsQuery } from "../../api/queries";
import type { Job } from "../../api/types";
import { titleOf, toneOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Card, Table } from "../../ui/layout";
import { Score, Tag } from "../../ui/marks";
import { Empty, Loaded } from "../../ui/states";
import css from "./job.module.css";

const kShown = 10;
const kRefreshMs = 1_500;

export function Latest({ job }: { job: Job }) {
  const format = useFormat();
  const isRunning = job.status === "processing" || job.status === "pending";
  const query = useQuery({
    // Calls are taken in the order of their rows, and those that rules decide are done at once: of the others, the last rows are the newest.
    ...callsQuery(isRunning
      ? { job: job.id, status: "complete", classification: "valid_sales", sort: "-row", limit: kShown }
      : { job: job.id, status: "complete", sort: "-leadScore", limit: kShown }),
    refetchInterval: isRunning ? kRefreshMs : false,
  });
  return (
    <Card title={isRunning ? "Newest results" : "Strongest leads"} isFlush action={<Link to={`/calls?job=${job.id}`}>All calls</Link>}>
      <Loaded query={query} rows={4} height={36}>
        {({ calls }) => calls.length === 0 ? <Empty title="No sales call is finished yet">The first results appear here in a moment.</Empty> : (
          <Table label={isRunning ? "Newest results" : "Strongest leads"}>
            <thead><tr><th>Call</th><th data-phone="hide">Rep</th><th data-phone="hide">Rep score</th><th>Lead</th><th data-phone="hide">What to do</th></tr></thead>
            <tbody>
              {calls.map((call) => (
                <tr key={call.id}>
                  <td className={css.call}>
                    <Link to={`/calls/${call.id}`}>{call.callerName ?? call.company ?? call.callerNumber ?? `Row ${call.row}`}</Link>
                    <div className={css.soft}>{call.needSummary ?? format.dateTime(call.startTime)}</div>
                    {call.recommendedAction && <div className={css.phoneOnly}><Tag tone={toneOf(call.recommendedAction)}>{titleOf(call.recommendedAction)}</Tag></div>}
                  </td>
                  <td data-phone="hide">{call.rep ?? "–"}</td>
                  <td data-phone="hide"><Score value={call.overallScore} hidesWord /></td>
                  <td><Score value={call.leadScore} isWhole hidesWord /></td>
                  <td data-phone="hide">{call.recommendedAction ? <Tag tone={toneOf(call.recommendedAction)}>{titleOf(call.recommendedAction)}</Tag> : "–"}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Loaded>
    </Card>
  );
}

// What a manager does next, as soon as the job is done.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router-dom";

import { dashboardQuery } from "../../api/queries";
import type { Job } from "../../api/types";
import { plural } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Stat, Stats } from "../../ui/layout";

export function Outcome({ job }: { job: Job }) {
  const format = useFormat();
  const team = useQuery(dashboardQuery({ job: job.id })).data?.team;
  if (!team) return null;
  return (
    <Stats>
      <Link to={`/leads?job=${job.id}`}><Stat label="Call back within the hour" value={format.number(team.priorityActions)} note={plural(team.qualifiedLeads, "qualified lead")} /></Link>
      <Link to={`/reps?job=${job.id}`}><Stat label="Average rep score" value={format.decimal(team.repScore.mean)} note={`${plural(team.repScore.count, "scored call")}`} /></Link>
      <Link to={`/calls?job=${job.id}&needsReview=true`}><Stat label="To be looked at" value={format.number(team.needsReview)} note="unsure answers" /></Link>
      <Link to={`/dashboard?job=${job.id}`}><Stat label="Red flags" value={format.number(team.redFlags)} note="see the dashboard" /></Link>
    </Stats>
  );
}

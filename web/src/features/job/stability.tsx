// How far the job's scores may be trusted: the same calls, asked about twice.
import { Link } from "react-router-dom";

import type { Job } from "../../api/types";
import { plural } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Card, Stat, Stats } from "../../ui/layout";

export function Stability({ job }: { job: Job }) {
  const format = useFormat();
  if (!job.stability || job.stability.calls === 0) return null;
  const { calls, levels, meanTotalDifference, largestSwing } = job.stability;
  const shareOf = (part: number) => format.share(levels.pairs > 0 ? part / levels.pairs : null);
  const note = job.label
    ? `${plural(calls, "call")} scored twice. Offline rules always answer alike: this says nothing about a model.`
    : `${plural(calls, "call")} scored twice. Each keeps its first score.`;
  return (
    <Card title="How stable the scores are" note={note}>
      <Stats>
        <Stat label="Same level" value={shareOf(levels.exact)} note={`of ${plural(levels.pairs, "level")}`} />
        <Stat label="Within one level" value={shareOf(levels.withinOne)} note="of five" />
        <Stat label="Weighted kappa" value={levels.weightedKappa === null ? "–" : levels.weightedKappa.toFixed(2)} note="quadratic weights; 1 is alike, 0 is chance" />
        {largestSwing
          ? <Link to={`/calls/${largestSwing.callId}`}><Stat label="Largest swing" value={`${format.decimal(largestSwing.first)} → ${format.decimal(largestSwing.second)}`} note={`row ${largestSwing.row}; ${format.decimal(meanTotalDifference)} apart on average`} /></Link>
          : <Stat label="Largest swing" value="–" note="no overall scores to compare" />}
      </Stats>
    </Card>
  );
}

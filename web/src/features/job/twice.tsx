// How stable scores are: some calls are scored a second time, and the two are compared.
import { Link } from "react-router-dom";

import type { Stability } from "../../api/types";
import { plural } from "../../domain/words";
import { kAbsent, useFormat } from "../../ui/format";
import { Card, Stat } from "../../ui/layout";
import css from "./job.module.css";

export function Twice({ stability }: { stability: Stability }) {
  const format = useFormat();
  const { levels, largestSwing: swing } = stability;
  const share = (n: number) => (levels.pairs > 0 ? format.share(n / levels.pairs) : kAbsent);
  return (
    <Card title="How stable the scores are" note={`${plural(stability.calls, "call")} scored twice, ${plural(levels.pairs, "level")} compared`} isFlush>
      <div className={css.twice}>
        <Stat label="Same level" value={share(levels.exact)} note="both times" />
        <Stat label="Within one level" value={share(levels.withinOne)} note="of each other" />
        <Stat label="Weighted kappa" value={levels.weightedKappa === null ? kAbsent : levels.weightedKappa.toFixed(2)} note="1 is full agreement, 0 is chance" />
        <Stat label="Total differs by" value={stability.meanTotalDifference === null ? kAbsent : stability.meanTotalDifference.toFixed(2)} note="points on average" />
        {swing && <Stat label="Largest swing" value={Math.abs(swing.first - swing.second).toFixed(1)} note={<>{format.decimal(swing.first)} and {format.decimal(swing.second)}, <Link to={`/calls/${swing.callId}`}>row {swing.row}</Link></>} />}
      </div>
    </Card>
  );
}

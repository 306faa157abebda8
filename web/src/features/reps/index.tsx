// Every rep beside the team, how sure the figure is, and whom to coach first.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router-dom";

import { dashboardQuery, repsQuery } from "../../api/queries";
import type { Mean, Rep } from "../../api/types";
import { FilterBar } from "../../domain/filter_bar";
import { useFilters } from "../../domain/filters";
import { plural, titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconUsers } from "../../ui/icons";
import { Card, Page, Table } from "../../ui/layout";
import { Score, Tag } from "../../ui/marks";
import { IntervalBar, Sparkline } from "../../ui/spread";
import { Empty, Loaded } from "../../ui/states";
import { coachFirst, ordered, scaleOf } from "./order";
import css from "./reps.module.css";

export default function Reps() {
  const { shared } = useFilters();
  const query = useQuery(repsQuery(shared));
  const team = useQuery(dashboardQuery(shared)).data?.team.repScore ?? null;
  return (
    <Page title="Reps" subtitle="Average score of each rep’s calls. The bar is where the true average lies with 95% certainty: where bars overlap, the order may be chance.">
      <FilterBar />
      <Loaded query={query} rows={6} height={58}>
        {({ reps }) => (reps.length === 0 ? <Nobody /> : <><CoachFirst reps={reps} /><Leaderboard reps={reps} team={team} /></>)}
      </Loaded>
    </Page>
  );
}

function Nobody() {
  return (
    <Card>
      <Empty icon={<IconUsers size={22} stroke={1.7} />} title="No rep has a call here" actions={<Button component={Link} to="/reps" variant="default">Clear the filters</Button>}>
        Reps appear once calls with a known or heard name are analysed.
      </Empty>
    </Card>
  );
}

export const repAddress = (name: string) => `/reps/${encodeURIComponent(name)}`;

function CoachFirst({ reps }: { reps: Rep[] }) {
  const { link } = useFilters();
  const first = coachFirst(reps);
  if (first.length === 0) return null;
  return (
    <section aria-label="Coach first">
      <h2 className={css.sectionTitle}>Coach first</h2>
      <div className={css.coach}>
        {first.map((rep) => (
          <Link key={rep.name} to={link(repAddress(rep.name))} className={css.coachCard}>
            <span className={css.coachHead}><b>{rep.name}</b><Score value={rep.score.mean} /></span>
            <span className={css.soft}>Start with <b>{titleOf(rep.weakestCategory).toLowerCase()}</b></span>
            <span className={css.soft}>{remark(rep)}</span>
          </Link>
        ))}
      </div>
    </section>
  );
}

function remark(rep: Rep): string {
  const most = [...rep.weaknesses].sort((a, b) => b.observations - a.observations)[0];
  return most ? `${most.title} fell short in ${plural(most.observations, "call")} of ${rep.score.count}` : plural(rep.score.count, "scored call");
}

function Leaderboard({ reps, team }: { reps: Rep[]; team: Mean | null }) {
  const format = useFormat();
  const { link } = useFilters();
  const scale = scaleOf(reps);
  return (
    <Card title="Leaderboard" isFlush note={<>Intervals from {scale.from} to {scale.to}.{team && team.mean !== null && <> The tick marks the team’s average, {format.decimal(team.mean)}.</>}</>}>
      <Table label="Leaderboard">
        <thead>
          <tr><th data-align="right">Rank</th><th>Rep</th><th data-align="right">Scored</th><th>Score</th><th className={`${css.wideOnly} ${css.interval}`}>95% interval</th><th className={css.wideOnly}>By day</th><th>Leads</th><th className={css.wideOnly}>Best at</th><th className={css.wideOnly}>Start with</th></tr>
        </thead>
        <tbody>
          {ordered(reps).map((rep) => (
            <tr key={rep.name} data-few={rep.tooFewCalls}>
              <td data-align="right" className={css.rank}>{rep.rank ?? ""}</td>
              <td className={css.name}><Link to={link(repAddress(rep.name))}>{rep.name}</Link><div className={css.soft}>{rep.division ?? "No division"}</div></td>
              <td data-align="right">{rep.score.count}{rep.tooFewCalls && <div><Tag>Too few calls</Tag></div>}</td>
              <td><Score value={rep.score.mean} hidesWord /></td>
              <td className={css.wideOnly}>
                <IntervalBar mean={rep.score.mean} low={rep.score.low} high={rep.score.high} {...scale} reference={team?.mean ?? null} label={intervalWords(rep, format.decimal)} />
              </td>
              <td className={css.wideOnly}><Sparkline values={rep.days.map((day) => day.repScore.mean)} from={1} to={10} label={`Average score of ${rep.name} by day`} /></td>
              <td className={css.leads}><Score value={rep.leadScore.mean} hidesWord /><div className={css.soft}>{rep.qualifiedLeads} qualified</div></td>
              <td className={css.wideOnly}>{titleOf(rep.bestCategory)}</td>
              <td className={css.wideOnly}>{titleOf(rep.weakestCategory)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function intervalWords(rep: Rep, decimal: (value: number | null) => string): string {
  if (rep.score.mean === null) return "Not scored";
  if (rep.score.low === null) return `Average ${decimal(rep.score.mean)} of one call`;
  return `Average ${decimal(rep.score.mean)}, between ${decimal(rep.score.low)} and ${decimal(rep.score.high)} with 95% certainty`;
}

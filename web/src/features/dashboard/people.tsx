// Who does well, who needs help first, and how the divisions compare.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router-dom";

import { repsQuery } from "../../api/queries";
import type { Dashboard, Mean, Rep } from "../../api/types";
import { useFilters } from "../../domain/filters";
import { titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Card, Table } from "../../ui/layout";
import { Score } from "../../ui/marks";
import { Empty } from "../../ui/states";
import css from "./dashboard.module.css";

const kShown = 5;

/** Only reps with enough calls are ranked; two lists of the same five people would say nothing, so each takes its half. */
export function splitReps(reps: Rep[]): { top: Rep[]; coach: Rep[] } {
  const ranked = reps.filter((rep) => rep.rank !== null).sort((a, b) => (b.score.mean ?? 0) - (a.score.mean ?? 0));
  const half = Math.min(kShown, Math.ceil(ranked.length / 2));
  return { top: ranked.slice(0, half), coach: ranked.slice(half).reverse().slice(0, kShown) };
}

function useReps(dashboard: Dashboard): { top: Rep[]; coach: Rep[] } {
  const { shared } = useFilters();
  const isGiven = dashboard.topReps !== undefined && dashboard.coachFirst !== undefined;
  const reps = useQuery({ ...repsQuery(shared), enabled: !isGiven }).data?.reps ?? [];
  return isGiven ? { top: dashboard.topReps ?? [], coach: dashboard.coachFirst ?? [] } : splitReps(reps);
}

export function TopPerformers({ dashboard }: { dashboard: Dashboard }) {
  const { link } = useFilters();
  return (
    <Card title="Top performers" isFlush action={<Link to={link("/reps")}>Leaderboard</Link>}>
      <RepTable label="Top performers" reps={useReps(dashboard).top} column="Best at" category={(rep) => rep.bestCategory} />
    </Card>
  );
}

export function CoachFirst({ dashboard }: { dashboard: Dashboard }) {
  return (
    <Card title="Coach first" isFlush>
      <RepTable label="Coach first" reps={useReps(dashboard).coach} column="Start with" category={(rep) => rep.weakestCategory} />
    </Card>
  );
}

interface RepTableProps { label: string; reps: Rep[]; column: string; category: (rep: Rep) => string | null }

function RepTable({ label, reps, column, category }: RepTableProps) {
  const { link } = useFilters();
  if (reps.length === 0) return <Empty title="Too few calls to rank anybody">A rep is ranked from five scored calls on.</Empty>;
  return (
    <Table label={label}>
      <thead><tr><th>Rep</th><th>Score</th><th data-align="right" data-phone="hide">Calls</th><th>{column}</th></tr></thead>
      <tbody>
        {reps.map((rep) => (
          <tr key={rep.name}>
            <td className={css.name}><Link to={link(`/reps/${encodeURIComponent(rep.name)}`)}>{rep.name}</Link><div className={css.soft}>{rep.division ?? "No division"}</div></td>
            <td><Score value={rep.score.mean} /><Interval mean={rep.score} /></td>
            <td data-align="right" data-phone="hide">{rep.score.count}</td>
            <td>{category(rep) ? titleOf(category(rep)) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Interval({ mean }: { mean: Mean }) {
  const format = useFormat();
  if (mean.low === null || mean.high === null) return null;
  return <div className={`${css.soft} ${css.interval}`}>likely {format.decimal(mean.low)}–{format.decimal(mean.high)}</div>;
}

export function Divisions({ dashboard }: { dashboard: Dashboard }) {
  const format = useFormat();
  const { link } = useFilters();
  return (
    <Card title="Divisions" isFlush>
      <Table label="Divisions">
        <thead><tr><th>Division</th><th data-align="right" data-phone="hide">Calls</th><th>Rep score</th><th>Lead score</th><th data-align="right">Qualified</th></tr></thead>
        <tbody>
          {dashboard.divisions.map((division) => (
            <tr key={division.name ?? ""}>
              <td className={css.name}>{division.name ? <Link to={link("/dashboard", { division: division.name })}>{division.name}</Link> : "No division"}</td>
              <td data-align="right" data-phone="hide">{format.number(division.calls)}</td>
              <td><Score value={division.repScore.mean} hidesWord /></td>
              <td><Score value={division.leadScore.mean} hidesWord /></td>
              <td data-align="right">{division.qualifiedLeads}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

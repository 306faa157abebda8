// What became of the calls, and what finding out cost.
import { useQuery } from "@tanstack/react-query";

import { jobsQuery } from "../../api/queries";
import type { Dashboard } from "../../api/types";
import { useFilters } from "../../domain/filters";
import { titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Card, Fact, Facts } from "../../ui/layout";
import { Meter } from "../../ui/marks";
import css from "./dashboard.module.css";

export function Shares({ dashboard: { team, skipped } }: { dashboard: Dashboard }) {
  const format = useFormat();
  const rows = [
    { name: "Sales calls", n: team.validSales.count, colour: "var(--accent)" },
    { name: "Incomplete", n: team.incomplete.count, colour: "var(--bar-fair)" },
    { name: "IVR only", n: team.ivrOnly.count, colour: "var(--text-faint)" },
    { name: "Wrong number", n: team.wrongNumber.count, colour: "var(--line-strong)" },
    { name: "Spam", n: team.spam.count, colour: "var(--bar-weak)" },
    { name: "Skipped", n: team.skipped, colour: "var(--line)" },
    { name: "Failed", n: team.failed, colour: "var(--bad)" },
  ].filter((row) => row.n > 0);
  const reasons = Object.entries(skipped).filter(([, n]) => n > 0);
  return (
    <Card title="What became of the calls">
      <Meter height={14} total={team.calls} label="Calls by kind" parts={rows.map((row) => ({ value: row.n, label: row.name, colour: row.colour }))} />
      <ul className={css.shares}>
        {rows.map((row) => (
          <li key={row.name}><span className={css.swatch} style={{ background: row.colour }} aria-hidden />{row.name}<span>{format.number(row.n)}</span><span className={css.soft}>{format.share(row.n / team.calls)}</span></li>
        ))}
      </ul>
      {reasons.length > 0 && <p className={css.soft}>Skipped because: {reasons.map(([reason, n]) => `${titleOf(reason).toLowerCase()} (${n})`).join(", ")}.</p>}
    </Card>
  );
}

const savingTitles = { promptCache: "Prompt caching", resultCache: "Calls analysed before", rules: "Decided by rules", batch: "Batch price" } as const;

export function Money({ dashboard: { cost } }: { dashboard: Dashboard }) {
  const format = useFormat();
  const { shared } = useFilters();
  const jobs = useQuery(jobsQuery(100)).data?.jobs ?? [];
  const chosen = jobs.filter((job) => !shared.job || job.id === shared.job);
  const savings = (Object.keys(savingTitles) as (keyof typeof savingTitles)[]).map((name) => ({
    name, usd: chosen.reduce((sum, job) => sum + (job.savedUsd?.[name] ?? 0), 0),
  })).filter((saving) => saving.usd > 0);
  return (
    <Card title="Cost">
      <Facts>
        <Fact name="In all">{format.cost(cost.totalUsd, cost.tokens.unpriced)}</Fact>
        <Fact name="A call">{format.usd(cost.perCallUsd)}</Fact>
        <Fact name="A qualified lead">{format.usd(cost.perQualifiedLeadUsd)}</Fact>
        <Fact name="Reused at no cost">{format.number(cost.cachedCalls)} calls</Fact>
        <Fact name="Tokens">{format.tokens(cost.tokens.input + cost.tokens.cacheRead + cost.tokens.cacheWrite)} in · {format.tokens(cost.tokens.output)} out</Fact>
        {savings.map((saving) => <Fact key={saving.name} name={`Saved: ${savingTitles[saving.name].toLowerCase()}`}>{format.usd(saving.usd)}</Fact>)}
      </Facts>
    </Card>
  );
}

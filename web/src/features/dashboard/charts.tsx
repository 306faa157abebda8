// How scores are spread, and how they move from day to day. Each chart is also a table for screen readers.
import { BarChart, LineChart } from "@mantine/charts";
import "@mantine/charts/styles.css";

import type { Dashboard } from "../../api/types";
import { kAbsent, useFormat } from "../../ui/format";
import { Card, Columns } from "../../ui/layout";
import { bandColours, bandOf, bandWords, ScoreLegend } from "../../ui/marks";
import { Empty } from "../../ui/states";
import css from "./dashboard.module.css";

const kHeight = 220;

export default function Charts({ dashboard }: { dashboard: Dashboard }) {
  return (
    <Columns least={420} stretch>
      <Distribution dashboard={dashboard} />
      <Trend dashboard={dashboard} />
    </Columns>
  );
}

function distributionOf(dashboard: Dashboard): { from: number; to: number; n: number }[] {
  return dashboard.scoreDistribution ?? dashboard.team.scoreDistribution.map(({ from, to, calls }) => ({ from, to, n: calls }));
}

function Distribution({ dashboard }: { dashboard: Dashboard }) {
  const buckets = distributionOf(dashboard);
  const scored = buckets.reduce((sum, bucket) => sum + bucket.n, 0);
  const data = buckets.map((bucket) => ({ range: `${bucket.from}–${bucket.to}`, Calls: bucket.n, color: bandColours[bandOf(bucket.from)] }));
  return (
    <Card title="Rep scores" note="Calls by overall score, 1 to 10">
      {scored === 0 ? <Empty title="No call is scored yet" /> : (
        <>
          <div className={css.legend}><ScoreLegend /></div>
          <div aria-hidden inert>
            <BarChart h={kHeight} data={data} dataKey="range" series={[{ name: "Calls", color: "var(--accent)" }]} gridAxis="x" gridProps={{ yAxisId: "left" }} tickLine="none" withTooltip={false}
              getBarColor={() => "var(--accent)"} barProps={{ radius: [5, 5, 0, 0], isAnimationActive: false, maxBarSize: 44 }}
              yAxisProps={{ width: 34, allowDecimals: false }} />
          </div>
          <HiddenTable caption="Calls by overall score" heads={["Score", "Word", "Calls"]}
            rows={buckets.map((bucket) => [`${bucket.from} to ${bucket.to}`, bandWords[bandOf(bucket.from)], String(bucket.n)])} />
        </>
      )}
    </Card>
  );
}

interface Day { date: string; calls: number; rep: number | null; lead: number | null; qualified: number }

function daysOf(dashboard: Dashboard): Day[] {
  if (dashboard.trend) {
    return dashboard.trend.map((day) => ({ date: day.date, calls: day.calls, rep: day.averageScore, lead: day.averageLeadScore, qualified: day.qualifiedLeads }));
  }
  return dashboard.team.days.map((day) => ({ date: day.date, calls: day.calls, rep: day.repScore.mean, lead: null, qualified: day.qualifiedLeads }));
}

const rounded = (value: number | null) => (value === null ? null : Math.round(10 * value) / 10);

function Trend({ dashboard }: { dashboard: Dashboard }) {
  const format = useFormat();
  const days = daysOf(dashboard);
  const hasLead = days.some((day) => day.lead !== null);
  const data = days.map((day) => ({ day: format.day(day.date), "Rep score": rounded(day.rep), "Lead score": rounded(day.lead) }));
  return (
    <Card title="Day by day" note="Average scores of each day's calls">
      {days.length === 0 ? <Empty title="No call has a date" /> : (
        <>
          <div aria-hidden>
            <LineChart h={kHeight + 32} data={data} dataKey="day" curveType="monotone" withLegend legendProps={{ verticalAlign: "top", height: 30 }} gridAxis="x" gridProps={{ yAxisId: "left" }} tickLine="none"
              series={[{ name: "Rep score", color: "var(--accent)" }, ...(hasLead ? [{ name: "Lead score", color: "var(--bar-fair)", strokeDasharray: "5 4" }] : [])]}
              yAxisProps={{ domain: [0, 10], ticks: [0, 2, 4, 6, 8, 10], width: 30 }} strokeWidth={2.2} connectNulls lineProps={{ isAnimationActive: false }}
              lineChartProps={{ accessibilityLayer: false }} />
          </div>
          <HiddenTable caption="Average scores by day" heads={["Day", "Calls", "Rep score", "Lead score", "Qualified leads"]}
            rows={days.map((day) => [day.date, String(day.calls), day.rep === null ? kAbsent : format.decimal(day.rep), day.lead === null ? kAbsent : format.decimal(day.lead), String(day.qualified)])} />
        </>
      )}
    </Card>
  );
}

function HiddenTable({ caption, heads, rows }: { caption: string; heads: string[]; rows: string[][] }) {
  return (
    <div className="visually-hidden">
      <table>
        <caption>{caption}</caption>
        <thead><tr>{heads.map((head) => <th key={head}>{head}</th>)}</tr></thead>
        <tbody>{rows.map((row) => <tr key={row[0]}>{row.map((cell, at) => <td key={at}>{cell}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

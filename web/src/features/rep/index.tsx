// One rep: each category beside the team, how it moves, what stands out and the calls that show it.
import { LineChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router-dom";

import { callsQuery, dashboardQuery, repQuery, repReportAddress, settingsQuery } from "../../api/queries";
import type { Rep, Team, ThemeGroup } from "../../api/types";
import { callAddress } from "../../domain/call_list";
import { remarksOf } from "../../domain/evidence";
import { FilterBar } from "../../domain/filter_bar";
import { useFilters } from "../../domain/filters";
import { QuestionShares } from "../../domain/question_shares";
import { plural, titleOf, toneOf } from "../../domain/words";
import { kAbsent, useFormat } from "../../ui/format";
import { IconChevronLeft, IconFileTypePdf } from "../../ui/icons";
import { Card, Columns, Page, Stat, Stats, Table } from "../../ui/layout";
import { Score, Tag } from "../../ui/marks";
import { IntervalBar } from "../../ui/spread";
import { Empty, Loaded, Notice } from "../../ui/states";
import css from "./rep.module.css";

export default function RepPage() {
  const { name = "" } = useParams();
  const { shared, link } = useFilters();
  const others = { ...shared, rep: undefined };
  const query = useQuery(repQuery(name, others));
  const team = useQuery(dashboardQuery(others)).data?.team ?? null;
  return (
    <Page title={name} eyebrow={<Link to={link("/reps", { rep: null })} className={css.back}><IconChevronLeft size={14} aria-hidden />Reps</Link>} subtitle={query.data?.division}
      actions={<Button component="a" href={repReportAddress(name, shared.job ?? null)} download variant="default" leftSection={<IconFileTypePdf size={17} />}>One-page report</Button>}>
      <FilterBar />
      <Loaded query={query} rows={4} height={110}>{(rep) => <Whole rep={rep} team={team} />}</Loaded>
    </Page>
  );
}

function Whole({ rep, team }: { rep: Rep; team: Team | null }) {
  return (
    <>
      {rep.tooFewCalls && <Notice tone="fair" title="Too few calls to judge">With fewer than five scored calls, chance decides more than skill. The figures are shown, the rank is not.</Notice>}
      <Figures rep={rep} team={team} />
      <Columns least={440}>
        <Categories rep={rep} team={team} />
        <div className={css.stack}>
          <Trend rep={rep} team={team} />
          <Remarks title="To practise" groups={rep.coachingInsights} nothing="No coaching advice yet" />
        </div>
      </Columns>
      <Columns least={440}>
        <Remarks title="Does well" groups={rep.strengths} nothing="Nothing stands out yet" />
        <Remarks title="Falls short" groups={rep.weaknesses} nothing="Nothing stands out yet" />
      </Columns>
      {rep.questions && rep.questions.length > 0 && <QuestionShares questions={rep.questions} team={team?.questions} filters={{ rep: rep.name }} />}
      <Calls name={rep.name} />
    </>
  );
}

function Figures({ rep, team }: { rep: Rep; team: Team | null }) {
  const format = useFormat();
  const ideal = useQuery(settingsQuery()).data?.workspace?.idealAgentTalkShare;
  const { score } = rep;
  return (
    <Stats>
      <Stat label="Average score" value={<Score value={score.mean} />} note={score.low !== null ? `${format.decimal(score.low)}–${format.decimal(score.high)} with 95% certainty` : plural(score.count, "scored call")} />
      <Stat label="Rank" value={rep.rank ?? kAbsent} note={team?.repScore.mean ? `Team average ${format.decimal(team.repScore.mean)}` : "Ranked from five calls on"} />
      <Stat label="Calls" value={format.number(rep.calls)} note={`${score.count} scored, ${rep.needsReview} to review`} />
      <Stat label="Qualified leads" value={format.number(rep.qualifiedLeads)} note={<>Average lead {format.decimal(rep.leadScore.mean)}</>} />
      <Stat label="Talk share" value={format.share(rep.talkShareMedian)} note={typeof ideal === "number" ? `Ideal ${format.share(ideal)}${team?.talkShareMedian ? `, team ${format.share(team.talkShareMedian)}` : ""}` : "Median of all calls"} />
    </Stats>
  );
}

function Categories({ rep, team }: { rep: Rep; team: Team | null }) {
  const format = useFormat();
  return (
    <Card title="Categories beside the team" note="The tick is the team’s average; the pale bar the 95% interval">
      <ul className={css.categories}>
        {rep.categories.map((category) => {
          const other = team?.categories.find((each) => each.key === category.key)?.mean ?? null;
          const gap = category.mean !== null && other !== null ? category.mean - other : null;
          return (
            <li key={category.key}>
              <span className={css.categoryName}>{category.title}<span>{plural(category.count, "call")}</span></span>
              <IntervalBar mean={category.mean} low={category.low} high={category.high} from={1} to={10} reference={other}
                label={`${category.title}: ${format.decimal(category.mean)}, team ${format.decimal(other)}`} />
              <Score value={category.mean} hidesWord />
              <span className={css.gap} data-good={gap !== null && gap >= 0}>{gap === null ? "" : `${gap >= 0 ? "+" : "−"}${Math.abs(gap).toFixed(1)}`}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

const rounded = (value: number | null | undefined) => (value === null || value === undefined ? null : Math.round(10 * value) / 10);

function Trend({ rep, team }: { rep: Rep; team: Team | null }) {
  const format = useFormat();
  const data = rep.days.map((day) => ({
    day: format.day(day.date), [rep.name]: rounded(day.repScore.mean), Team: rounded(team?.days.find((each) => each.date === day.date)?.repScore.mean),
  }));
  return (
    <Card title="Day by day">
      {data.length < 2 ? <Empty title="Calls of one day only">A trend shows once there are calls of several days.</Empty> : (
        <>
          <div aria-hidden>
            <LineChart h={210} data={data} dataKey="day" curveType="monotone" withLegend legendProps={{ verticalAlign: "top", height: 30 }} gridAxis="x" tickLine="none" connectNulls
              series={[{ name: rep.name, color: "var(--accent)" }, { name: "Team", color: "var(--text-faint)", strokeDasharray: "5 4" }]} strokeWidth={2.2}
              yAxisProps={{ domain: [0, 10], ticks: [0, 2, 4, 6, 8, 10], width: 30 }} lineProps={{ isAnimationActive: false }} lineChartProps={{ accessibilityLayer: false }} />
          </div>
          <table className="visually-hidden">
            <caption>Average score by day</caption>
            <thead><tr><th>Day</th><th>Calls</th><th>Score</th></tr></thead>
            <tbody>{rep.days.map((day) => <tr key={day.date}><td>{day.date}</td><td>{day.calls}</td><td>{format.decimal(day.repScore.mean)}</td></tr>)}</tbody>
          </table>
        </>
      )}
    </Card>
  );
}

const kGroups = 4;
const kRemarks = 2;
const kCalls = 5;

function Remarks({ title, groups, nothing }: { title: string; groups: ThemeGroup[]; nothing: string }) {
  const shown = [...groups].sort((a, b) => b.observations - a.observations).slice(0, kGroups);
  return (
    <Card title={title}>
      {shown.length === 0 ? <Empty title={nothing} /> : (
        <ul className={css.groups}>
          {shown.map((group) => (
            <li key={group.title}>
              <h3>{group.title} <span>{plural(group.observations, "call")}</span></h3>
              {remarksOf(group).slice(0, kRemarks).map((remark) => (
                <p key={remark.text}>
                  {remark.text}{" "}
                  {remark.evidence.slice(0, kCalls).map((each) => <RowLink key={each.callId} {...each} />)}
                  {remark.evidence.length > kCalls && <span className={css.soft}>and {remark.evidence.length - kCalls} more</span>}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function RowLink({ callId, startTime, row, turns }: { callId: string; startTime: string | null; row: number; turns: number[] }) {
  const format = useFormat();
  const text = startTime ? format.day(startTime.slice(0, 10)) : `row ${row}`;
  return <Link className={css.callLink} to={callAddress(callId, new URLSearchParams(), turns[0] ?? null)} title={startTime ? format.dateTime(startTime) : `Row ${row}`}>{text}</Link>;
}

const kShownCalls = 12;

function Calls({ name }: { name: string }) {
  const { shared, link } = useFilters();
  const format = useFormat();
  const list = { ...shared, rep: name };
  const query = useQuery(callsQuery({ ...list, limit: kShownCalls, sort: "-startTime" }));
  const search = new URLSearchParams(Object.entries(list).filter((entry): entry is [string, string] => Boolean(entry[1])));
  return (
    <Card title="Latest calls" isFlush action={<Link to={link("/calls", { rep: name })}>All calls of {name}</Link>}>
      <Loaded query={query} rows={3} height={40}>
        {({ calls }) => (calls.length === 0 ? <Empty title="No calls here" /> : (
          <Table label={`Calls of ${name}`}>
            <thead><tr><th>When</th><th>Caller</th><th className={css.wideOnly}>Kind</th><th>Score</th><th>Lead</th><th className={css.wideOnly}>Next step</th></tr></thead>
            <tbody>
              {calls.map((call) => (
                <tr key={call.id}>
                  <td className={css.when}>{format.dateTime(call.startTime)}</td>
                  <td className={css.name}><Link to={callAddress(call.id, search)}>{call.callerName ?? call.company ?? call.callerNumber ?? "Unknown caller"}</Link><div className={css.soft}>{call.callerName && call.company}</div></td>
                  <td className={css.wideOnly}>{titleOf(call.classification ?? call.status)}</td>
                  <td><Score value={call.overallScore} hidesWord /></td>
                  <td><Score value={call.leadScore} isWhole hidesWord /></td>
                  <td className={css.wideOnly}>{call.recommendedAction ? <Tag tone={toneOf(call.recommendedAction)}>{titleOf(call.recommendedAction)}</Tag> : kAbsent}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        ))}
      </Loaded>
    </Card>
  );
}

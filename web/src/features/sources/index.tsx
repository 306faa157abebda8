// Which ad source brings buyers, and which brings noise; every count leads to its calls.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router-dom";

import { sourcesQuery } from "../../api/queries";
import type { Source } from "../../api/types";
import { FilterBar } from "../../domain/filter_bar";
import { useFilters } from "../../domain/filters";
import { plural } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconSpeakerphone } from "../../ui/icons";
import { Card, Page, Table } from "../../ui/layout";
import { Score } from "../../ui/marks";
import { IntervalBar } from "../../ui/spread";
import { Empty, Loaded } from "../../ui/states";
import { byQuality, mixOf } from "./mix";
import css from "./sources.module.css";

export default function Sources() {
  const { shared } = useFilters();
  const query = useQuery(sourcesQuery(shared));
  return (
    <Page title="Sources" subtitle="Where callers come from, and how many of them may buy.">
      <FilterBar />
      <Loaded query={query} rows={5} height={56}>
        {({ sources }) => (sources.length === 0 ? <NoSources /> : <><Quality sources={sources} /><Figures sources={sources} /></>)}
      </Loaded>
    </Page>
  );
}

function NoSources() {
  return (
    <Card>
      <Empty icon={<IconSpeakerphone size={22} stroke={1.7} />} title="No calls here" actions={<Button component={Link} to="/sources" variant="default">Clear the filters</Button>}>
        Sources come from the column of that name in the call log.
      </Empty>
    </Card>
  );
}

const nameOf = (source: Source) => source.name ?? "No source given";

/** What each source's calls were, as shares of one bar, best source first. */
function Quality({ sources }: { sources: Source[] }) {
  const format = useFormat();
  const kinds = [["qualified", "Qualified lead, 7 or more"], ["valid", "Other sales call"], ["spam", "Spam"], ["other", "Not a sales call"]] as const;
  return (
    <Card title="What the calls were" note="Best share of qualified leads first">
      <div className={css.legend} aria-hidden>{kinds.map(([kind, title]) => <span key={kind}><i data-kind={kind} />{title}</span>)}</div>
      <ul className={css.bars}>
        {byQuality(sources).map((source) => {
          const mix = mixOf(source);
          const words = kinds.map(([kind, title]) => `${title}: ${mix[kind]}`).join(", ");
          return (
            <li key={nameOf(source)}>
              <span className={css.barName}>{nameOf(source)}</span>
              <span className={css.bar} role="img" aria-label={`${nameOf(source)}. ${words}`} title={words}>
                {kinds.map(([kind]) => mix[kind] > 0 && <span key={kind} data-kind={kind} style={{ flexGrow: mix[kind] }}>{mix[kind]}</span>)}
              </span>
              <span className={css.barShare}>{format.share(source.qualified.share)}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Figures({ sources }: { sources: Source[] }) {
  const format = useFormat();
  const { link } = useFilters();
  const hasSpend = sources.some((source) => source.costPerLeadUsd !== null);
  const count = (source: Source, n: number, extra: Record<string, string | number>) =>
    (n > 0 ? <Link to={link("/calls", { ...(source.name ? { source: source.name } : { noSource: "true" }), ...extra })}>{format.number(n)}</Link> : format.number(n));
  return (
    <Card title="In figures" isFlush note={hasSpend ? undefined : "Cost per lead appears where the ad spend of a source is known"}>
      <Table label="Sources in figures">
        <thead>
          <tr><th>Source</th><th data-align="right">Calls</th><th data-align="right" data-phone="hide">Sales calls</th><th data-align="right" data-phone="hide">Spam</th><th data-align="right">Qualified</th><th data-phone="hide">Qualified share, 95% interval</th><th>Lead</th>{hasSpend && <th data-align="right">Cost per lead</th>}</tr>
        </thead>
        <tbody>
          {byQuality(sources).map((source) => (
            <tr key={nameOf(source)}>
              <td className={css.name}>{nameOf(source)}<div className={css.soft}>{plural(source.analysed, "call")} analysed</div></td>
              <td data-align="right">{count(source, source.calls, {})}</td>
              <td data-align="right" data-phone="hide">{count(source, source.validSales.count, { classification: "valid_sales" })}<div className={css.soft}>{format.share(source.validSales.share)}</div></td>
              <td data-align="right" data-phone="hide">{count(source, source.spam.count, { classification: "spam" })}<div className={css.soft}>{format.share(source.spam.share)}</div></td>
              <td data-align="right">{count(source, source.qualifiedLeads, { minLead: 7, sort: "-leadScore" })}<div className={css.soft}>{format.share(source.qualified.share)}</div></td>
              <td data-phone="hide">
                <IntervalBar mean={source.qualified.share} low={source.qualified.low} high={source.qualified.high} from={0} to={1} colour="var(--accent)"
                  label={`${format.share(source.qualified.share)} qualified, between ${format.share(source.qualified.low)} and ${format.share(source.qualified.high)} with 95% certainty`} />
              </td>
              <td><Score value={source.leadScore.mean} hidesWord /></td>
              {hasSpend && <td data-align="right">{format.usd(source.costPerLeadUsd)}</td>}
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

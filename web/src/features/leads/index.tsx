// Whom to call back, most urgent first, with the clock running.
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useMemo, useRef } from "react";
import { Link } from "react-router-dom";

import { leadsCsvAddress, leadsQuery } from "../../api/queries";
import type { Lead } from "../../api/types";
import { FilterBar } from "../../domain/filter_bar";
import { useFilters } from "../../domain/filters";
import { plural, titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconDownload, IconFlame, IconSearch } from "../../ui/icons";
import { Card, Page, Stat, Stats } from "../../ui/layout";
import { Empty, Loaded } from "../../ui/states";
import { useNow } from "../../ui/use_now";
import { useOffsetTop } from "../../ui/use_offset_top";
import { groupLeads, isOverdue, matches, type LeadGroup } from "./groups";
import { LeadRow } from "./lead_row";
import css from "./leads.module.css";

const shows = [{ value: "waiting", label: "Waiting" }, { value: "contacted", label: "Contacted" }, { value: "all", label: "All" }];
const kClockMs = 30_000;

export default function Leads() {
  const { shared, get, set } = useFilters();
  const query = useQuery(leadsQuery(shared));
  const show = get("show") ?? "waiting";
  const words = get("find") ?? "";
  return (
    <Page title="Leads" subtitle="Callers who may buy, most urgent first. The clock says how long there is to call back."
      actions={<Button component="a" href={leadsCsvAddress(shared)} download variant="default" leftSection={<IconDownload size={16} />}>Download CSV</Button>}>
      <FilterBar>
        <SegmentedControl data={shows} value={show} onChange={(value) => set({ show: value === "waiting" ? null : value })} aria-label="Which leads" />
        <TextInput type="search" className={css.find} aria-label="Find a lead" placeholder="Find a name, company, need…" leftSection={<IconSearch size={15} />} data-search
          value={words} onChange={(event) => set({ find: event.currentTarget.value })} />
      </FilterBar>
      <Loaded query={query} rows={5} height={96}>
        {({ leads }) => (leads.length === 0 ? <NoLeads /> : <><Figures leads={leads} /><Found leads={leads} show={show} words={words} /></>)}
      </Loaded>
    </Page>
  );
}

function Figures({ leads }: { leads: Lead[] }) {
  const nowMs = useNow(kClockMs);
  const { link } = useFilters();
  const format = useFormat();
  const waiting = leads.filter((lead) => !lead.contactedAt && lead.recommendedAction !== "no-follow-up");
  const late = waiting.filter((lead) => isOverdue(lead, nowMs)).length;
  const soon = waiting.filter((lead) => lead.followUpBy && !isOverdue(lead, nowMs) && Date.parse(lead.followUpBy) - nowMs < 3_600_000).length;
  const contacted = leads.filter((lead) => lead.contactedAt).length;
  return (
    <Stats>
      <Stat label="Waiting for us" value={format.number(waiting.length)} note={`of ${plural(leads.length, "lead")}`} />
      <Stat label="Overdue" value={format.number(late)} note={late > 0 ? "Call these first" : "Nobody waits too long"} />
      <Stat label="Due within the hour" value={format.number(soon)} note="The clock is on each lead" />
      <Stat label="Qualified" value={format.number(leads.filter((lead) => lead.score >= 7).length)} note="Lead score 7 or more" />
      <Link to={link("/leads", { show: "contacted" })}><Stat label="Contacted" value={format.number(contacted)} note={`${format.share(contacted / Math.max(1, leads.length))} of all leads`} /></Link>
    </Stats>
  );
}

function NoLeads() {
  return (
    <Card>
      <Empty icon={<IconFlame size={22} stroke={1.7} />} title="No leads here" actions={<Button component={Link} to="/leads" variant="default">Clear the filters</Button>}>
        Leads come from sales calls. Choose another job, or remove a filter.
      </Empty>
    </Card>
  );
}

function Found({ leads, show, words }: { leads: Lead[]; show: string; words: string }) {
  const nowMs = useNow(kClockMs);
  // Typing stays quick: the list of a large office follows as it can.
  const wanted = useDeferredValue(words);
  const chosen = useMemo(() => leads.filter((lead) => (show === "all" || (show === "contacted") === Boolean(lead.contactedAt)) && matches(lead, wanted)), [leads, show, wanted]);
  const groups = useMemo(() => groupLeads(chosen, nowMs), [chosen, nowMs]);
  if (groups.length === 0) {
    return (
      <Card>
        <Empty icon={<IconFlame size={22} stroke={1.7} />} title={words ? "No lead has these words" : show === "contacted" ? "Nobody has been contacted yet" : "Nobody is waiting for a call"}>
          {words ? "Try fewer words." : show === "contacted" ? "Mark a lead as contacted once you have called." : "Every lead has been contacted. Well done."}
        </Empty>
      </Card>
    );
  }
  return <>{groups.map((group) => <Group key={group.key} group={group} />)}</>;
}

const kRowPx = 122;
const kCardPx = 250;

/** Only the leads in sight exist; the group is as high as all of them. */
function Group({ group }: { group: LeadGroup }) {
  const isPhone = useMediaQuery("(max-width: 720px)", undefined, { getInitialValueInEffect: false }) ?? false;
  const list = useRef<HTMLUListElement>(null);
  const top = useOffsetTop(list);
  const virtualizer = useWindowVirtualizer({
    count: group.leads.length, estimateSize: () => (isPhone ? kCardPx : kRowPx), overscan: 6, scrollMargin: top,
    getItemKey: (index) => group.leads[index]?.callId ?? index,
  });
  const title = group.key === "contacted" ? "Contacted" : titleOf(group.key);
  return (
    <Card isFlush title={<>{title} <span className={css.count}>{group.leads.length.toLocaleString("en-US")}</span></>} note={group.overdue > 0 ? `${group.overdue.toLocaleString("en-US")} of them overdue` : undefined}>
      <ul ref={list} className={css.list} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((row) => {
          const lead = group.leads[row.index];
          return lead && <LeadRow key={row.key} lead={lead} index={row.index} count={group.leads.length} top={row.start - top} measure={virtualizer.measureElement} />;
        })}
      </ul>
    </Card>
  );
}

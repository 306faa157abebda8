// Whom to call back, most urgent first, with the clock running.
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router-dom";

import { leadsCsvAddress, leadsQuery } from "../../api/queries";
import type { Lead } from "../../api/types";
import { FilterBar } from "../../domain/filter_bar";
import { useFilters } from "../../domain/filters";
import { plural, titleOf } from "../../domain/words";
import { IconDownload, IconFlame, IconSearch } from "../../ui/icons";
import { Card, Page, Stat, Stats } from "../../ui/layout";
import { Empty, Loaded } from "../../ui/states";
import { useNow } from "../../ui/use_now";
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
  const waiting = leads.filter((lead) => !lead.contactedAt && lead.recommendedAction !== "no-follow-up");
  const late = waiting.filter((lead) => isOverdue(lead, nowMs)).length;
  const soon = waiting.filter((lead) => lead.followUpBy && !isOverdue(lead, nowMs) && Date.parse(lead.followUpBy) - nowMs < 3_600_000).length;
  const contacted = leads.filter((lead) => lead.contactedAt).length;
  return (
    <Stats>
      <Stat label="Waiting for us" value={waiting.length} note={`of ${plural(leads.length, "lead")}`} />
      <Stat label="Overdue" value={late} note={late > 0 ? "Call these first" : "Nobody waits too long"} />
      <Stat label="Due within the hour" value={soon} note="The clock is on each lead" />
      <Stat label="Qualified" value={leads.filter((lead) => lead.score >= 7).length} note="Lead score 7 or more" />
      <Link to={link("/leads", { show: "contacted" })}><Stat label="Contacted" value={contacted} note={`${Math.round((100 * contacted) / Math.max(1, leads.length))} % of all leads`} /></Link>
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
  const chosen = leads.filter((lead) => (show === "all" || (show === "contacted") === Boolean(lead.contactedAt)) && matches(lead, words));
  const groups = groupLeads(chosen, nowMs);
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

const kFirst = 25;

function Group({ group }: { group: LeadGroup }) {
  const [shown, setShown] = useState(kFirst);
  const title = group.key === "contacted" ? "Contacted" : titleOf(group.key);
  const hidden = group.leads.length - shown;
  return (
    <Card isFlush title={<>{title} <span className={css.count}>{group.leads.length}</span></>} note={group.overdue > 0 ? `${group.overdue} of them overdue` : undefined}>
      <ul className={css.list}>
        {group.leads.slice(0, shown).map((lead) => <LeadRow key={lead.callId} lead={lead} />)}
      </ul>
      {hidden > 0 && <div className={css.more}><Button variant="subtle" onClick={() => setShown(shown + 4 * kFirst)}>Show {Math.min(hidden, 4 * kFirst)} more</Button></div>}
    </Card>
  );
}

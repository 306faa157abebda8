// Whom to call back, most urgent first, with the clock running.
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { Link } from "react-router-dom";

import { allLeadsQuery, leadsCsvAddress, leadTotalsQuery } from "../../api/queries";
import type { LeadGroupTotal } from "../../api/types";
import { FilterBar } from "../../domain/filter_bar";
import { useFilters } from "../../domain/filters";
import { titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconDownload, IconFlame, IconSearch } from "../../ui/icons";
import { Card, Page, Stat, Stats } from "../../ui/layout";
import { Empty, Loaded, Notice } from "../../ui/states";
import { useNow } from "../../ui/use_now";
import { useOffsetTop } from "../../ui/use_offset_top";
import { countOf, countText, groupLeads, type GroupCount, type LeadGroup } from "./groups";
import { LeadRow } from "./lead_row";
import css from "./leads.module.css";

const shows = [{ value: "waiting", label: "Waiting" }, { value: "contacted", label: "Contacted" }, { value: "all", label: "All" }];
const kClockMs = 30_000;
const kTypingMs = 250;
const kAhead = "1500px 0px";

export default function Leads() {
  const { shared, get, set } = useFilters();
  const show = get("show") ?? "waiting";
  const words = get("find") ?? "";
  // Typing stays quick: the server is asked when it pauses.
  const [wanted] = useDebouncedValue(words.trim(), kTypingMs);
  const totals = useQuery(leadTotalsQuery(shared));
  return (
    <Page title="Leads" subtitle="Callers who may buy, most urgent first. The clock says how long there is to call back."
      actions={<Button component="a" href={leadsCsvAddress(shared)} download variant="default" leftSection={<IconDownload size={16} />}>Download CSV</Button>}>
      <FilterBar>
        <SegmentedControl data={shows} value={show} onChange={(value) => set({ show: value === "waiting" ? null : value })} aria-label="Which leads" />
        <TextInput type="search" className={css.find} aria-label="Find a lead" placeholder="Find a name, company, need…" leftSection={<IconSearch size={15} />} data-search
          value={words} onChange={(event) => set({ find: event.currentTarget.value })} />
      </FilterBar>
      <Loaded query={totals} rows={5} height={96}>
        {(groups) => (groups.length === 0 ? <NoLeads /> : <><Figures groups={groups} /><Found show={show} words={wanted} /></>)}
      </Loaded>
    </Page>
  );
}

function Figures({ groups }: { groups: LeadGroupTotal[] }) {
  const { link } = useFilters();
  const format = useFormat();
  const number = (of: LeadGroupTotal[], value: (group: LeadGroupTotal) => number) =>
    countText(of.reduce((sum, group) => sum + value(group), 0), of.every((group) => group.isExact));
  const waiting = groups.filter((group) => group.group !== "contacted");
  const contacted = groups.filter((group) => group.group === "contacted");
  const soon = waiting.filter((group) => group.group === "priority-1hr" || group.group === "follow-24hr");
  const isAnyLate = waiting.some((group) => group.overdue > 0);
  return (
    <Stats>
      <Stat label="Waiting for us" value={number(waiting, (group) => group.n)} note={`of ${number(groups, (group) => group.n)} leads`} />
      <Stat label="Overdue" value={number(waiting, (group) => group.overdue)} note={isAnyLate ? "Call these first" : "Nobody waits too long"} />
      <Stat label="Due within the hour" value={number(waiting, (group) => group.dueWithinHour)} note="The clock is on each lead" />
      <Stat label="To call within a day" value={number(soon, (group) => group.n)} note="Lead score 7 or more" />
      <Link to={link("/leads", { show: "contacted" })}><Stat label="Contacted" value={number(contacted, (group) => group.n)} note={shareOf(contacted, groups, format)} /></Link>
    </Stats>
  );
}

function shareOf(some: LeadGroupTotal[], all: LeadGroupTotal[], format: ReturnType<typeof useFormat>): string {
  const sum = (groups: LeadGroupTotal[]) => groups.reduce((total, group) => total + group.n, 0);
  return all.every((group) => group.isExact) ? `${format.share(sum(some) / Math.max(1, sum(all)))} of all leads` : "Of all leads here";
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

function Found({ show, words }: { show: string; words: string }) {
  const nowMs = useNow(kClockMs);
  const { shared } = useFilters();
  const query = useInfiniteQuery(allLeadsQuery({ ...shared, group: show === "all" ? null : show, q: words }));
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError } = query;
  const fetchMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const leads = useMemo(() => data?.pages.flatMap((page) => page.leads) ?? [], [data]);
  const chosen = useMemo(() => leads.filter((lead) => show === "all" || (show === "contacted") === Boolean(lead.contactedAt)), [leads, show]);
  const groups = useMemo(() => groupLeads(chosen, nowMs), [chosen, nowMs]);
  const first = data?.pages[0];
  return (
    <Loaded query={query} rows={5} height={96}>
      {() => (
        <>
          {groups.length === 0 && !hasNextPage && <NoneFound show={show} hasWords={words !== ""} />}
          {first?.isSorted === false && <Notice title="These words are in very many calls">The newest stored come first. One more word brings the urgent ones to the top.</Notice>}
          {groups.map((group) => <Group key={group.key} group={group} count={countOf(group, leads.at(-1), hasNextPage, first?.totals ?? null)} />)}
          {hasNextPage && <More key={data?.pages.length} isFetching={isFetchingNextPage} hasFailed={isFetchNextPageError} fetchMore={fetchMore} />}
        </>
      )}
    </Loaded>
  );
}

function NoneFound({ show, hasWords }: { show: string; hasWords: boolean }) {
  return (
    <Card>
      <Empty icon={<IconFlame size={22} stroke={1.7} />} title={hasWords ? "No lead has these words" : show === "contacted" ? "Nobody has been contacted yet" : "Nobody is waiting for a call"}>
        {hasWords ? "Try fewer words." : show === "contacted" ? "Mark a lead as contacted once you have called." : "Every lead has been contacted. Well done."}
      </Empty>
    </Card>
  );
}

/** Below the last lead: the next page is fetched before one gets here. */
function More({ isFetching, hasFailed, fetchMore }: { isFetching: boolean; hasFailed: boolean; fetchMore: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFetching || hasFailed || !end.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => { if (entry?.isIntersecting) fetchMore(); }, { rootMargin: kAhead });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [isFetching, hasFailed, fetchMore]);
  return (
    <div ref={end} className={css.more} role="status">
      {hasFailed && !isFetching ? <Button variant="default" onClick={fetchMore}>The server did not answer. Try again</Button> : "Fetching more leads…"}
    </div>
  );
}

const kRowPx = 122;
const kCardPx = 250;

/** Only the leads in sight exist; the group is as high as all of them. */
function Group({ group, count }: { group: LeadGroup; count: GroupCount }) {
  const isPhone = useMediaQuery("(max-width: 720px)", undefined, { getInitialValueInEffect: false }) ?? false;
  const list = useRef<HTMLUListElement>(null);
  const top = useOffsetTop(list);
  const virtualizer = useWindowVirtualizer({
    count: group.leads.length, estimateSize: () => (isPhone ? kCardPx : kRowPx), overscan: 6, scrollMargin: top,
    getItemKey: (index) => group.leads[index]?.callId ?? index,
  });
  const title = group.key === "contacted" ? "Contacted" : titleOf(group.key);
  return (
    <Card isFlush title={<>{title} <span className={css.count}>{countText(count.leads, count.isExact)}</span></>} note={count.overdue > 0 ? `${countText(count.overdue, count.isExact)} of them overdue` : undefined}>
      <ul ref={list} className={css.list} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((row) => {
          const lead = group.leads[row.index];
          return lead && <LeadRow key={row.key} lead={lead} index={row.index} count={count.isExact ? count.leads : -1} top={row.start - top} measure={virtualizer.measureElement} />;
        })}
      </ul>
    </Card>
  );
}

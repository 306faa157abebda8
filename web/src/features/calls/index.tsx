// Every call, searched, filtered and sorted; the address holds the choice.
import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { Link, useSearchParams } from "react-router-dom";

import { allCallsQuery } from "../../api/queries";
import { callListOf, kDefaultSort } from "../../domain/call_list";
import { FilterBar } from "../../domain/filter_bar";
import { useFilters } from "../../domain/filters";
import { plural } from "../../domain/words";
import { IconPhone, IconSearch } from "../../ui/icons";
import { Card, Page } from "../../ui/layout";
import { Empty, Loaded } from "../../ui/states";
import css from "./calls.module.css";
import { CallList } from "./list";
import { MoreFilters } from "./more_filters";
import { Views } from "./views";

const kTypingMs = 250;
const sorts = [
  { value: "-startTime", label: "Newest first" }, { value: "startTime", label: "Oldest first" },
  { value: "-leadScore", label: "Best leads first" }, { value: "-overallScore", label: "Best rep scores first" },
  { value: "overallScore", label: "Weakest rep scores first" }, { value: "-durationSeconds", label: "Longest first" },
  { value: "durationSeconds", label: "Shortest first" }, { value: "leadScore", label: "Weakest leads first" }, { value: "row", label: "As in the file" },
];

function Search() {
  const { get, set } = useFilters();
  const field = useRef<HTMLInputElement>(null);
  const words = get("q") ?? "";
  useEffect(() => { if (field.current && document.activeElement !== field.current) field.current.value = words; }, [words]);
  const look = useDebouncedCallback((text: string) => set({ q: text.trim() }), kTypingMs);
  return (
    <TextInput ref={field} type="search" size="md" className={css.search} aria-label="Search in transcripts, names and needs" placeholder="Search in transcripts, names and needs"
      leftSection={<IconSearch size={17} />} rightSection={<kbd className={css.key} aria-hidden>/</kbd>} defaultValue={words} data-search autoComplete="off"
      onChange={(event) => look(event.currentTarget.value)}
      onKeyDown={(event) => { if (event.key === "Escape" || event.key === "Enter") event.currentTarget.blur(); }} />
  );
}

export default function Calls() {
  const [search] = useSearchParams();
  const { get, set } = useFilters();
  const query = useInfiniteQuery(allCallsQuery(callListOf(search)));
  const { fetchNextPage } = query;
  const fetchMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const first = query.data?.pages[0];
  const calls = useMemo(() => query.data?.pages.flatMap((page) => page.calls) ?? [], [query.data]);
  return (
    <Page title="Calls" isWide subtitle={first && (
      <span role="status">{first.totalIsExact ? plural(first.total, "call") : `More than ${plural(first.total, "call")}`}{get("q") && <> with “{get("q")}”</>}{first.isSorted === false && ", too many to sort: newest stored first. Add a word or a filter"}</span>
    )}>
      <div className={css.tools}>
        <Search />
        <Select className={css.sortPicker} size="md" aria-label="Order" data={sorts} value={get("sort") ?? kDefaultSort} allowDeselect={false}
          onChange={(value) => set({ sort: value === kDefaultSort ? null : value })} />
      </div>
      <Views />
      <FilterBar><MoreFilters /></FilterBar>
      <Card isFlush className={css.frame} >
        <div data-stale={query.isPlaceholderData} className={css.results}>
          <Loaded query={query} rows={8} height={52}>
            {() => calls.length === 0 ? <Nothing /> : (
              <CallList calls={calls} total={first?.total ?? calls.length} hasMore={query.hasNextPage} isFetchingMore={query.isFetchingNextPage} fetchMore={fetchMore} />
            )}
          </Loaded>
        </div>
      </Card>
    </Page>
  );
}

function Nothing() {
  const [search] = useSearchParams();
  const isFiltered = [...search.keys()].some((name) => name !== "sort");
  return (
    <Empty icon={<IconPhone size={22} stroke={1.7} />} title={isFiltered ? "No call fits" : "No calls yet"}
      actions={isFiltered ? <Button component={Link} to="/calls" variant="default">Clear search and filters</Button> : <Button component={Link} to="/new">Start the first analysis</Button>}>
      {isFiltered ? "Try fewer words, or remove a filter." : "Upload a call log, or try the sample week that comes with the program."}
    </Empty>
  );
}

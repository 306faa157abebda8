// Which calls a list shows, kept in the address, so that the page of one call knows its neighbours in that list.
import type { Filters } from "../api/queries";
import { sharedFilters } from "./filters";

/** What only lists of calls filter by, beside the shared filters. */
export const callFilters = ["q", "classification", "status", "skipReason", "action", "needsReview", "redFlags", "question", "answer", "campaign", "noSource",
  "minScore", "maxScore", "minLead", "maxLead"] as const;
export type CallFilter = (typeof callFilters)[number];

export const kDefaultSort = "-startTime";
const kept = [...sharedFilters, ...callFilters, "sort"] as const;

/** The list that an address asks for, as the server is asked for it. */
export function callListOf(search: URLSearchParams): Filters {
  const list: Filters = {};
  for (const name of kept) {
    const value = search.get(name);
    if (value) list[name] = value;
  }
  list.sort ??= kDefaultSort;
  return list;
}

/** The page of one call, opened from the list that `search` describes. */
export function callAddress(call: string, search: URLSearchParams, turn?: number | null): string {
  const next = new URLSearchParams();
  for (const name of kept) {
    const value = search.get(name);
    if (value) next.set(name, value);
  }
  if (turn) next.set("turn", String(turn));
  const text = next.toString();
  return `/calls/${encodeURIComponent(call)}${text ? `?${text}` : ""}`;
}

/** A click on a column: its natural direction first, then the other, and never a third state. */
export function nextSort(current: string, column: string, isDescendingFirst: boolean): string {
  const natural = isDescendingFirst ? `-${column}` : column;
  const other = isDescendingFirst ? column : `-${column}`;
  return current === natural ? other : natural;
}

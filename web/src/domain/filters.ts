// What the visitor looks at, kept in the address: a link shows another person the same thing, and the choice goes
// along from page to page.
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router-dom";

/** Filters that every page of results understands. */
export const sharedFilters = ["job", "division", "callType", "rep", "source", "from", "to"] as const;
export type SharedFilter = (typeof sharedFilters)[number];

export function addressOf(path: string, search: URLSearchParams, extra: Record<string, string | number | null | undefined> = {}): string {
  const next = new URLSearchParams();
  for (const name of sharedFilters) {
    const value = search.get(name);
    if (value) next.set(name, value);
  }
  for (const [name, value] of Object.entries(extra)) {
    if (value === null || value === undefined || value === "") next.delete(name);
    else next.set(name, String(value));
  }
  const text = next.toString();
  return text ? `${path}?${text}` : path;
}

export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const set = useCallback((changes: Record<string, string | number | null | undefined>) => {
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === undefined || value === "") next.delete(name);
        else next.set(name, String(value));
      }
      return next;
    }, { replace: true });
  }, [setSearch]);
  const shared = useMemo(() => Object.fromEntries(
    sharedFilters.flatMap((name) => { const value = search.get(name); return value ? [[name, value]] : []; }),
  ) as Partial<Record<SharedFilter, string>>, [search]);
  const link = useCallback((path: string, extra?: Record<string, string | number | null | undefined>) =>
    addressOf(path, search, extra), [search]);
  return { get: (name: string) => search.get(name), set, shared, link };
}

// The questions a manager asks most, each one click away and with its count.
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router-dom";

import { facetsQuery } from "../../api/queries";
import type { Facets } from "../../api/types";
import { callListOf, type CallFilter } from "../../domain/call_list";
import { useFilters } from "../../domain/filters";
import css from "./calls.module.css";

interface View { title: string; wants: Partial<Record<CallFilter, string>>; count?: (facets: Facets) => number | null | undefined }

const countOf = (values: { name: string; n: number | null }[] | undefined, name: string) => {
  if (!values) return undefined;
  const found = values.find((value) => value.name === name);
  return found ? found.n : 0;
};
const views: View[] = [
  { title: "All calls", wants: {} },
  { title: "Sales calls", wants: { classification: "valid_sales" }, count: (facets) => countOf(facets.classifications, "valid_sales") },
  { title: "Call within 1 hour", wants: { action: "priority-1hr" }, count: (facets) => countOf(facets.actions, "priority-1hr") },
  { title: "Follow up in 24 h", wants: { action: "follow-24hr" }, count: (facets) => countOf(facets.actions, "follow-24hr") },
  { title: "Needs review", wants: { needsReview: "true" } },
  { title: "Red flags", wants: { redFlags: "true" } },
  { title: "Failed", wants: { status: "failed" }, count: (facets) => countOf(facets.statuses, "failed") },
  { title: "Skipped", wants: { status: "skipped" }, count: (facets) => countOf(facets.statuses, "skipped") },
];
const decided: CallFilter[] = ["classification", "action", "needsReview", "redFlags", "status", "skipReason"];

export function Views() {
  const [search] = useSearchParams();
  const { set } = useFilters();
  const list = callListOf(search);
  const base = Object.fromEntries(Object.entries(list).filter(([name]) => name !== "sort" && !decided.includes(name as CallFilter)));
  const facets = useQuery(facetsQuery(base)).data;
  return (
    <div className={css.views} role="group" aria-label="Views">
      {views.map((view) => {
        const isChosen = decided.every((name) => (search.get(name) ?? "") === (view.wants[name] ?? ""));
        const n = facets && view.count ? view.count(facets) : undefined;
        return (
          <button key={view.title} type="button" aria-pressed={isChosen} className={css.view}
            onClick={() => set({ ...Object.fromEntries(decided.map((name) => [name, null])), ...view.wants })}>
            {view.title}{n !== undefined && n !== null && <span className={css.viewCount}>{n.toLocaleString("en-US")}</span>}
          </button>
        );
      })}
    </div>
  );
}

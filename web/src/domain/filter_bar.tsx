// Chooses what all pages of results look at: job, division, rep, source, call type, dates.
import { Button, Popover, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { facetsQuery, jobsQuery } from "../api/queries";
import type { FacetValue } from "../api/types";
import { useFormat } from "../ui/format";
import { IconFilter, IconX } from "../ui/icons";
import css from "./filter_bar.module.css";
import { useFilters, type SharedFilter } from "./filters";
import { titleOf } from "./words";

function JobPicker() {
  const { shared, set } = useFilters();
  const format = useFormat();
  const jobs = useQuery(jobsQuery(100)).data?.jobs ?? [];
  const data = jobs.map((job) => ({ value: job.id, label: `${job.fileName} · ${format.date(job.createdAt)}` }));
  if (shared.job && !data.some((item) => item.value === shared.job)) data.push({ value: shared.job, label: "An older job" });
  return (
    <Select aria-label="Job" className={css.job} data={[{ value: "", label: "Every job" }, ...data]} value={shared.job ?? ""}
      onChange={(value) => set({ job: value })} allowDeselect={false} searchable={data.length > 8} nothingFoundMessage="No such job" />
  );
}

function FacetPicker({ name, label, values }: { name: SharedFilter; label: string; values: FacetValue[] | undefined }) {
  const { shared, set } = useFilters();
  const chosen = shared[name] ?? null;
  const data = (values ?? []).map((value) => ({ value: value.name, label: `${textOf(name, value.name)} (${value.n})` }));
  if (chosen && !data.some((item) => item.value === chosen)) data.push({ value: chosen, label: textOf(name, chosen) });
  return (
    <Select label={label} placeholder="Any" data={data} value={chosen} clearable searchable comboboxProps={{ withinPortal: false }}
      clearButtonProps={{ "aria-label": `Any ${label.toLowerCase()}` }} onChange={(value) => set({ [name]: value })} />
  );
}
const textOf = (name: SharedFilter, value: string) => (name === "callType" ? titleOf(value) : value);

const chipNames: Record<Exclude<SharedFilter, "job">, string> = {
  division: "Division", callType: "Call type", rep: "Rep", source: "Source", from: "From", to: "To",
};

/** `hasOnlyJob`: on pages where only the job makes sense. */
export function FilterBar({ hasOnlyJob, children }: { hasOnlyJob?: boolean; children?: ReactNode }) {
  if (hasOnlyJob) return <div className={css.bar} role="search" aria-label="Filters"><JobPicker />{children}</div>;
  return <WholeBar>{children}</WholeBar>;
}

function WholeBar({ children }: { children?: ReactNode }) {
  const { shared, set } = useFilters();
  const facets = useQuery(facetsQuery(shared.job ? { job: shared.job } : {})).data;
  const chips = Object.entries(chipNames).filter(([name]) => shared[name as SharedFilter]);
  return (
    <div className={css.bar} role="search" aria-label="Filters">
      <JobPicker />
      <Popover position="bottom-start" shadow="md" width={300} trapFocus withinPortal>
        <Popover.Target>
          <Button variant="default" leftSection={<IconFilter size={16} />}>Filters{chips.length > 0 ? ` (${chips.length})` : ""}</Button>
        </Popover.Target>
        <Popover.Dropdown className={css.panel}>
          <FacetPicker name="division" label="Division" values={facets?.divisions} />
          <FacetPicker name="rep" label="Rep" values={facets?.reps} />
          <FacetPicker name="source" label="Source" values={facets?.sources} />
          <FacetPicker name="callType" label="Call type" values={facets?.callTypes} />
          <div className={css.dates}>
            <TextInput type="date" label="From" value={shared.from ?? ""} onChange={(event) => set({ from: event.currentTarget.value })} />
            <TextInput type="date" label="To" value={shared.to ?? ""} onChange={(event) => set({ to: event.currentTarget.value })} />
          </div>
        </Popover.Dropdown>
      </Popover>
      {chips.map(([name, label]) => (
        <button key={name} type="button" className={css.chip} aria-label={`Remove the filter ${label}`} onClick={() => set({ [name]: null })}>
          <span>{label}:</span> {textOf(name as SharedFilter, shared[name as SharedFilter] ?? "")} <IconX size={13} aria-hidden />
        </button>
      ))}
      {children}
    </div>
  );
}

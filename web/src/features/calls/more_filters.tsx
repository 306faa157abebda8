// Filters that only the list of calls has: kind, status, next step, scores. What is chosen shows as removable chips.
import { Button, Popover, RangeSlider, SegmentedControl, Select, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { facetsQuery, settingsQuery } from "../../api/queries";
import type { CustomQuestion, FacetValue } from "../../api/types";
import type { CallFilter } from "../../domain/call_list";
import { useFilters } from "../../domain/filters";
import { titleOf } from "../../domain/words";
import { IconChevronDown, IconX } from "../../ui/icons";
import css from "./calls.module.css";

function Picker({ name, label, values }: { name: CallFilter; label: string; values: FacetValue[] | undefined }) {
  const { get, set } = useFilters();
  const chosen = get(name);
  const data = (values ?? []).map((value) => ({ value: value.name, label: `${titleOf(value.name)}${value.n === null ? "" : ` (${value.n})`}` }));
  if (chosen && !data.some((item) => item.value === chosen)) data.push({ value: chosen, label: titleOf(chosen) });
  return (
    <Select label={label} placeholder="Any" data={data} value={chosen} clearable comboboxProps={{ withinPortal: false }}
      clearButtonProps={{ "aria-label": `Any ${label.toLowerCase()}` }} onChange={(value) => set({ [name]: value })} />
  );
}

const kLeast = 1;
const kMost = 10;

function Range({ label, least, most, step }: { label: string; least: CallFilter; most: CallFilter; step: number }) {
  const { get, set } = useFilters();
  const chosen: [number, number] = [Number(get(least) ?? kLeast), Number(get(most) ?? kMost)];
  const [moving, setMoving] = useState<[number, number] | null>(null);
  const shown = moving ?? chosen;
  return (
    <div>
      <div className={css.rangeLabel}>{label}<span>{shown[0] === kLeast && shown[1] === kMost ? "Any" : `${shown[0]} to ${shown[1]}`}</span></div>
      <RangeSlider min={kLeast} max={kMost} step={step} minRange={0} value={shown} label={null} thumbFromLabel={`${label}, at least`} thumbToLabel={`${label}, at most`}
        onChange={setMoving} onChangeEnd={([from, to]) => { setMoving(null); set({ [least]: from === kLeast ? null : from, [most]: to === kMost ? null : to }); }} />
    </div>
  );
}

/** One of the company's own questions, and what the calls answered to it. */
function AskedPicker({ questions }: { questions: CustomQuestion[] }) {
  const { get, set } = useFilters();
  const chosen = get("question");
  const data = questions.map((question) => ({ value: question.id, label: question.text }));
  if (chosen && !data.some((item) => item.value === chosen)) data.push({ value: chosen, label: chosen });
  if (data.length === 0) return null;
  return (
    <>
      <Select label="Your question" placeholder="Any" data={data} value={chosen} clearable comboboxProps={{ withinPortal: false }} clearButtonProps={{ "aria-label": "Any question" }}
        onChange={(question) => set(question ? { question, answer: get("answer") ?? "yes" } : { question: null, answer: null })} />
      {chosen && <SegmentedControl aria-label="Answer" data={answers} value={get("answer") ?? "yes"} onChange={(answer) => set({ answer })} />}
    </>
  );
}

const answers = [{ value: "yes", label: "Yes" }, { value: "no", label: "No" }, { value: "unclear", label: "Unclear" }];

function chipsOf(get: (name: string) => string | null, questions: CustomQuestion[]): { names: CallFilter[]; text: string }[] {
  const chips: { names: CallFilter[]; text: string }[] = [];
  for (const name of ["classification", "status", "skipReason", "action"] as const) {
    const value = get(name);
    if (value) chips.push({ names: [name], text: titleOf(value) });
  }
  if (get("campaign")) chips.push({ names: ["campaign"], text: `Campaign: ${get("campaign")}` });
  if (get("noSource")) chips.push({ names: ["noSource"], text: "No source given" });
  if (get("needsReview")) chips.push({ names: ["needsReview"], text: "Needs review" });
  if (get("redFlags")) chips.push({ names: ["redFlags"], text: "Red flags" });
  if (get("question")) {
    const text = questions.find((question) => question.id === get("question"))?.text ?? get("question");
    chips.push({ names: ["question", "answer"], text: `${text} ${titleOf(get("answer"))}` });
  }
  for (const [what, least, most] of [["Rep score", "minScore", "maxScore"], ["Lead score", "minLead", "maxLead"]] as const) {
    if (get(least) || get(most)) chips.push({ names: [least, most], text: `${what} ${get(least) ?? kLeast}–${get(most) ?? kMost}` });
  }
  return chips;
}

export function MoreFilters() {
  const { shared, get, set } = useFilters();
  const facets = useQuery(facetsQuery(shared.job ? { job: shared.job } : {})).data;
  const questions = useQuery(settingsQuery()).data?.workspace?.questions ?? [];
  return (
    <>
      <Popover position="bottom-start" shadow="md" width={300} trapFocus>
        <Popover.Target><Button variant="default" rightSection={<IconChevronDown size={15} />}>Status and scores</Button></Popover.Target>
        <Popover.Dropdown className={css.panel}>
          <Picker name="classification" label="Kind of call" values={facets?.classifications} />
          <Picker name="status" label="Status" values={facets?.statuses} />
          <Picker name="action" label="Next step" values={facets?.actions} />
          <Range label="Rep score" least="minScore" most="maxScore" step={0.5} />
          <Range label="Lead score" least="minLead" most="maxLead" step={1} />
          <AskedPicker questions={questions} />
          <Switch label="Red flags" checked={get("redFlags") === "true"} onChange={(event) => set({ redFlags: event.currentTarget.checked ? "true" : null })} />
          <Switch label="Needs review" checked={get("needsReview") === "true"} onChange={(event) => set({ needsReview: event.currentTarget.checked ? "true" : null })} />
        </Popover.Dropdown>
      </Popover>
      {chipsOf(get, questions).map(({ names, text }) => (
        <button key={names[0]} type="button" className={css.chip} aria-label={`Remove the filter ${text}`}
          onClick={() => set(Object.fromEntries(names.map((name) => [name, null])))}>
          {text} <IconX size={13} aria-hidden />
        </button>
      ))}
    </>
  );
}

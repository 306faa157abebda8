// What the visitor has decided so far, and what of it is sent.
import type { Estimate, SubmitOptions } from "../../api/types";

export interface Choices {
  columns: Record<string, string>;
  provider: string | null;
  preset: string | null;
  budgetUsd: number | null;
  concurrency: number | null;
  batch: boolean;
}

export const noChoices: Choices = { columns: {}, provider: null, preset: null, budgetUsd: null, concurrency: null, batch: false };

export function optionsOf(choices: Choices): SubmitOptions {
  const options: SubmitOptions = {};
  if (Object.keys(choices.columns).length > 0) options.columns = choices.columns;
  if (choices.provider) options.provider = choices.provider;
  if (choices.preset) options.preset = choices.preset;
  if (choices.budgetUsd !== null) options.budgetUsd = choices.budgetUsd;
  if (choices.concurrency !== null) options.concurrency = choices.concurrency;
  if (choices.batch) options.batch = true;
  return options;
}

/** The estimate does not depend on the budget: changing it must not read the file again. */
export function estimateOptionsOf(choices: Choices): SubmitOptions {
  return optionsOf({ ...choices, budgetUsd: null });
}

/** `header` shall be read as `field`; a header has one field, a field one header. */
export function withColumn(columns: Record<string, string>, field: string, header: string): Record<string, string> {
  const others = Object.entries(columns).filter(([name, other]) => name !== field && other !== header);
  return { ...Object.fromEntries(others), [field]: header };
}

/** No column shall be read as `field`. */
export function withoutColumn(columns: Record<string, string>, field: string): Record<string, string> {
  return { ...columns, [field]: "" };
}

export function missingFields(estimate: Estimate): Estimate["fields"] {
  const found = new Set(estimate.columns.map((column) => column.field));
  return estimate.fields.filter((field) => field.required && !found.has(field.name));
}

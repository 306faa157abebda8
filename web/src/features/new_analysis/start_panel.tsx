// Who analyses, at what cost and pace, and the button that starts it.
import { Button, Collapse, NumberInput, SegmentedControl, Select, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router-dom";

import { modelsQuery, settingsQuery } from "../../api/queries";
import type { Estimate } from "../../api/types";
import { plural, titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconChevronDown, IconPlayerPlay } from "../../ui/icons";
import { Notice } from "../../ui/states";
import type { Choices } from "./choices";
import css from "./new_analysis.module.css";

interface Props {
  estimate: Estimate;
  choices: Choices;
  onChange: (part: Partial<Choices>) => void;
  isEstimating: boolean;
  isStarting: boolean;
  canStart: boolean;
  onStart: () => void;
}

const presetSentences: Record<string, string> = {
  economy: "The cheapest models for both stages.",
  balanced: "A cheap model finds the facts, a strong one scores.",
  best: "The strongest model scores; for reviews that matter.",
};

export function StartPanel({ estimate: { estimate, toAnalyse }, choices, onChange, isEstimating, isStarting, canStart, onStart }: Props) {
  const format = useFormat();
  const models = useQuery(modelsQuery()).data;
  const keys = useQuery(settingsQuery()).data?.keys;
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const isOffline = estimate.provider === "offline";
  const cost = choices.batch && estimate.batchCostUsd !== null ? estimate.batchCostUsd : estimate.costUsd;
  const unpriced = estimate.silver.unpricedTokens + estimate.gold.unpricedTokens;
  const price = unpriced === 0 && cost === 0 ? "Free" : format.cost(cost, unpriced);
  // Decided by rules, or answered by an earlier job.
  const free = estimate.silver.byRules + estimate.silver.reused;
  const isOverBudget = choices.budgetUsd !== null && cost > choices.budgetUsd;
  const providers = ["anthropic", "openai", "offline"].map((name) => ({
    value: name, label: keys && name !== "offline" && !keys[name]?.isSet ? `${titleOf(name)} · no key yet` : titleOf(name),
  }));

  return (
    <aside className={css.panel} aria-label="Start">
      <Select label="Analysed by" data={providers} value={choices.provider ?? estimate.provider} allowDeselect={false}
        onChange={(provider) => onChange({ provider, batch: false })} />
      {isOffline ? (
        <Notice tone="fair" title="Offline rules, no AI">
          <p>Free and instant, and rougher than a model. {keys && !keys["anthropic"]?.isSet ? <>For scores by a model, <Link to="/settings">set a key</Link>.</> : null}</p>
        </Notice>
      ) : (
        <div>
          <div className={css.label} id="preset-label">Quality</div>
          <SegmentedControl fullWidth aria-labelledby="preset-label" value={choices.preset ?? estimate.preset ?? models?.preset ?? "balanced"}
            data={["economy", "balanced", "best"].map((name) => ({ value: name, label: titleOf(name) }))} onChange={(preset) => onChange({ preset })} />
          <p className={css.hint}>{presetSentences[choices.preset ?? estimate.preset ?? "balanced"]} {estimate.models.silver}, then {estimate.models.gold}.</p>
        </div>
      )}
      {!isOffline && (
        <>
          <NumberInput label="Budget" description="The job pauses before it passes this; empty means no limit." prefix="$" min={0.01} decimalScale={2} step={1}
            value={choices.budgetUsd ?? ""} onChange={(value) => onChange({ budgetUsd: typeof value === "number" && value > 0 ? value : null })} />
          {estimate.batchCostUsd !== null && (
            <Switch checked={choices.batch} onChange={(event) => onChange({ batch: event.currentTarget.checked })} label="Batch: half the price"
              description="Done within a day, usually within an hour." />
          )}
        </>
      )}
      <div>
        <Button variant="subtle" size="compact-sm" color="gray" aria-expanded={isMoreOpen} onClick={() => setIsMoreOpen(!isMoreOpen)} rightSection={<IconChevronDown size={14} />}>More choices</Button>
        <Collapse in={isMoreOpen}>
          <NumberInput mt={8} label="Calls at once" description="At most; the provider's own limits are obeyed anyway." min={1} max={10_000} placeholder="50"
            value={choices.concurrency ?? ""} onChange={(value) => onChange({ concurrency: typeof value === "number" ? value : null })} />
        </Collapse>
      </div>
      <dl className={css.bill} aria-busy={isEstimating} aria-live="polite">
        <div><dt>Cost, about</dt><dd className={css.price}>{price}</dd></div>
        <div><dt>Time, about</dt><dd>{choices.batch ? "up to 24 h" : format.span(estimate.seconds)}</dd></div>
        {!isOffline && <div><dt>Finding facts</dt><dd>{plural(estimate.silver.requests, "request")} · {format.cost(estimate.silver.costUsd, estimate.silver.unpricedTokens)}</dd></div>}
        {!isOffline && <div><dt>Scoring</dt><dd>{plural(estimate.gold.requests, "request")} · {format.cost(estimate.gold.costUsd, estimate.gold.unpricedTokens)}</dd></div>}
        {!isOffline && free > 0 && <div><dt>At no cost</dt><dd>{plural(free, "call")}</dd></div>}
        {!isOffline && <div><dt>Tokens</dt><dd>{format.tokens(estimate.silver.inputTokens + estimate.gold.inputTokens)} in · {format.tokens(estimate.silver.outputTokens + estimate.gold.outputTokens)} out</dd></div>}
      </dl>
      {isOverBudget && <Notice tone="fair" title="The estimate is above the budget"><p>The job will pause before it passes it.</p></Notice>}
      <Button size="md" fullWidth leftSection={<IconPlayerPlay size={18} />} loading={isStarting} disabled={!canStart} onClick={onStart}>
        Analyse {plural(toAnalyse, "call")}
      </Button>
    </aside>
  );
}

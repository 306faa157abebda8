// The rubric: what counts how much, and what each level looks like.
import { Accordion, Button, NumberInput, Textarea } from "@mantine/core";
import { useState } from "react";

import type { RubricCategory, Workspace } from "../../api/types";
import { Confirm } from "../../ui/confirm";
import { useFormat } from "../../ui/format";
import { Card } from "../../ui/layout";
import { Meter, Tag } from "../../ui/marks";
import { Empty } from "../../ui/states";
import type { TabProps } from "./index";
import { SaveBar } from "./save_bar";
import css from "./settings.module.css";
import { normalisedWeights, useWorkspaceDraft } from "./use_workspace";

const originWords = { "built-in": "The built-in rubric", file: "From the workspace file", stored: "Changed here" };
const weightParts = (category: RubricCategory) => Math.round(1000 * category.weight) / 10;

export function ScoringTab({ settings }: TabProps) {
  if (!settings.workspace) return <Card><Empty title="The rubric cannot be changed from here">This server reads it from its workspace file only.</Empty></Card>;
  return <Rubric stored={settings.workspace} origin={settings.workspaceOrigin ?? "built-in"} />;
}

function Rubric({ stored, origin }: { stored: Workspace; origin: keyof typeof originWords }) {
  const draft = useWorkspaceDraft(stored);
  const [percents, setPercents] = useState<number[] | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const { rubric } = draft.workspace;
  const shown = percents ?? rubric.map(weightParts);
  const sum = shown.reduce((total, percent) => total + percent, 0);

  const setPercent = (at: number, percent: number) => {
    const next = shown.map((old, other) => (other === at ? percent : old));
    setPercents(next);
    const weights = normalisedWeights(next);
    draft.change({ rubric: rubric.map((category, other) => ({ ...category, weight: weights[other] ?? 0 })) });
  };
  const setCategory = (at: number, part: Partial<RubricCategory>) =>
    draft.change({ rubric: rubric.map((category, other) => (other === at ? { ...category, ...part } : category)) });
  const discard = () => { setPercents(null); draft.discard(); };

  return (
    <div className={css.stack}>
      <Card title="What a call is scored by" note="A model gives each category a level from 0 to 5 against these sentences; code weighs and adds up. Categories that do not apply to a call are left out."
        action={<Tag tone={origin === "stored" ? "accent" : "neutral"}>{originWords[origin]}</Tag>}>
        <Accordion variant="default" chevronPosition="left" classNames={{ content: css.accordion }}>
          {rubric.map((category, at) => (
            <Category key={category.key} category={category} percent={shown[at] ?? 0} sum={sum} onPercent={(percent) => setPercent(at, percent)} onChange={(part) => setCategory(at, part)} />
          ))}
        </Accordion>
        {Math.abs(sum - 100) > 0.05 && <p className={css.soft}>The weights add up to {Math.round(10 * sum) / 10}; they are scaled to 100% when saved.</p>}
      </Card>
      {origin === "stored" && <div><Button variant="default" loading={draft.isResetting} onClick={() => setIsAsking(true)}>Back to the original workspace</Button></div>}
      <SaveBar isChanged={draft.isChanged} isSaving={draft.isSaving} failure={draft.failure} canSave={sum > 0} onSave={draft.save} onDiscard={discard} />
      <Confirm isOpen={isAsking} title="Go back to the original workspace?" confirmLabel="Go back" isDangerous onConfirm={() => { setIsAsking(false); setPercents(null); draft.reset(); }} onClose={() => setIsAsking(false)}>
        Rubric, roster and divisions changed here are given up.
      </Confirm>
    </div>
  );
}

interface CategoryProps { category: RubricCategory; percent: number; sum: number; onPercent: (percent: number) => void; onChange: (part: Partial<RubricCategory>) => void }

function Category({ category, percent, sum, onPercent, onChange }: CategoryProps) {
  const format = useFormat();
  return (
    <Accordion.Item value={category.key}>
      <Accordion.Control>
        <span className={css.category}>
          <strong>{category.title}</strong>
          <Meter label={`Weight of ${category.title}`} total={sum} height={6} parts={[{ value: percent, label: "Weight" }]} />
          <span className="numbers">{format.share(sum > 0 ? percent / sum : 0)}</span>
        </span>
      </Accordion.Control>
      <Accordion.Panel>
        <div className={css.stack}>
          <NumberInput className={css.short} label="Weight" suffix="%" min={0} max={100} value={percent} onChange={(value) => onPercent(typeof value === "number" ? value : 0)} />
          <Textarea label="Question" autosize minRows={1} value={category.question} onChange={(event) => onChange({ question: event.currentTarget.value })} />
          {category.anchors.map((anchor, level) => (
            <Textarea key={level} label={`Level ${level}${level === 0 ? ", the weakest" : level === 5 ? ", the best" : ""}`} autosize minRows={1} value={anchor}
              onChange={(event) => onChange({ anchors: category.anchors.map((old, other) => (other === level ? event.currentTarget.value : old)) })} />
          ))}
        </div>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

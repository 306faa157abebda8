// The rep score, category by category: what was asked, which level was reached and why, and the turns that show it.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { settingsQuery } from "../../api/queries";
import type { Call, CategoryScore, RubricCategory } from "../../api/types";
import { withoutTurns } from "../../domain/evidence";
import { titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconCheck, IconChevronDown, IconPencilMinus, IconX } from "../../ui/icons";
import { Score, Tag } from "../../ui/marks";
import { Empty } from "../../ui/states";
import { useIsPrinting } from "../../ui/use_printing";
import css from "./call.module.css";
import { Override } from "./override";
import { SecondScore } from "./second_score";
import { Turns, useSelection } from "./selection";

const kLevels = [1, 2, 3, 4, 5];

export function Breakdown({ call }: { call: Call }) {
  const format = useFormat();
  const rubric = useQuery(settingsQuery()).data?.workspace?.rubric ?? [];
  const [changing, setChanging] = useState<string | null>(null);
  const { score } = call;
  if (!score) return <Empty title="This call has no rep score">{whyNoScore(call)}</Empty>;
  const isChanged = Object.values(score.categories).some((category) => category.override);
  const keys = rubric.length > 0 ? rubric.map((category) => category.key).filter((key) => score.categories[key]) : Object.keys(score.categories);
  return (
    <>
      <div className={css.overall}>
        <div className={css.overallValue}>
          {isChanged && score.aiOverall !== undefined && score.aiOverall !== null && <del aria-label={`The analysis gave ${format.decimal(score.aiOverall)}`}>{format.decimal(score.aiOverall)}</del>}
          <Score value={score.overall} />
        </div>
        <p>
          {score.overall === null ? "Too little of the rubric applies for a total. " : "Weighted mean of the categories that apply. "}
          {format.share(score.coverage)} of the rubric’s weight applies to this call.
        </p>
      </div>
      <ul className={css.categories}>
        {keys.map((key) => {
          const category = score.categories[key];
          return category && <Category key={key} name={key} category={category} rubric={rubric.find((each) => each.key === key)} onChange={() => setChanging(key)} />;
        })}
      </ul>
      <SecondScore call={call} keys={keys} rubric={rubric} />
      {changing && <Override call={call} name={changing} rubric={rubric.find((each) => each.key === changing)} onClose={() => setChanging(null)} />}
    </>
  );
}

function whyNoScore(call: Call): string {
  if (call.status === "skipped") return `It was skipped: ${titleOf(call.skipReason).toLowerCase()}.`;
  if (call.status === "failed") return "The analysis failed; run it again from the menu above.";
  if (call.status === "pending") return "The analysis is under way.";
  return "Only sales conversations are scored.";
}

interface CategoryProps { name: string; category: CategoryScore; rubric: RubricCategory | undefined; onChange: () => void }

function Category({ name, category, rubric, onChange }: CategoryProps) {
  const format = useFormat();
  const { selected, pointAt } = useSelection();
  const id = `score:${name}`;
  const isSelected = selected?.id === id;
  const [isOpen, setIsOpen] = useState(false);
  const isPrinting = useIsPrinting();
  useEffect(() => { if (isSelected) setIsOpen(true); }, [isSelected]);
  const title = rubric?.title ?? titleOf(name);
  const changed = category.override;
  return (
    <li id={`cite-${id}`} className={css.category} data-selected={isSelected}>
      <button type="button" className={css.categoryHead} aria-expanded={isOpen} onClick={() => { setIsOpen(!isOpen); if (!isOpen) pointAt(id); }}>
        <span className={css.categoryTitle}>
          {title}{rubric && <span className={css.weight}>{format.share(rubric.weight)}</span>}{changed && <Tag tone="accent">Changed by hand</Tag>}
        </span>
        <Pips level={category.applicable ? category.level : null} />
        <span className={css.categoryScore}>
          {changed && changed.aiScore !== null && <del aria-label={`The analysis gave ${format.decimal(changed.aiScore)}`}>{format.decimal(changed.aiScore)}</del>}
          {category.applicable ? <Score value={category.score} hidesWord /> : <Tag>Left out</Tag>}
        </span>
        <IconChevronDown size={16} aria-hidden className={css.chevron} />
        <span className={css.note}>{withoutTurns(category.note)}</span>
      </button>
      {(isOpen || isPrinting) && (
        <div className={css.categoryBody}>
          {changed && <p className={css.reason}>Level {changed.aiLevel ?? "–"} → {changed.level}, {format.dateTime(changed.at)}: “{changed.reason}”</p>}
          {category.turns.length > 0 && <div className={css.evidence}>Shown in turns <Turns id={id} turns={category.turns} /></div>}
          <Checks category={category} />
          {rubric && !isPrinting && <Anchors rubric={rubric} level={category.applicable ? category.level : null} />}
          {category.applicable && <Button size="compact-sm" variant="default" leftSection={<IconPencilMinus size={14} />} onClick={onChange}>{changed ? "Change again or take back" : "Override this level"}</Button>}
        </div>
      )}
    </li>
  );
}

function Pips({ level }: { level: number | null }) {
  return (
    <span className={css.pips}>
      <span className="visually-hidden">{level === null ? "No level" : `Level ${level} of 5`}</span>
      {kLevels.map((pip) => <span key={pip} aria-hidden data-on={level !== null && pip <= level} />)}
    </span>
  );
}

const listNames: Record<string, string> = { objectionsRaised: "Objections", stepsSet: "Steps set", unprofessionalLanguage: "Unprofessional language", fillerWords: "Filler words" };
const known = new Set(["applicable", "level", "score", "turns", "note", "checks", "override", "outcome"]);

function Checks({ category }: { category: CategoryScore }) {
  const checks = Object.entries(category.checks);
  const lists = Object.entries(category).filter((entry): entry is [string, unknown[]] => !known.has(entry[0]) && Array.isArray(entry[1]) && entry[1].length > 0);
  return (
    <>
      {checks.length > 0 && (
        <ul className={css.checks}>
          {checks.map(([name, isMet]) => (
            <li key={name} data-met={isMet}>{isMet ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-hidden />}{titleOf(name)}<span className="visually-hidden">{isMet ? ": yes" : ": no"}</span></li>
          ))}
        </ul>
      )}
      {category.outcome && <p className={css.detail}><b>Outcome</b> {titleOf(category.outcome)}</p>}
      {lists.map(([name, items]) => <p key={name} className={css.detail}><b>{listNames[name] ?? titleOf(name)}</b> {items.map(String).join(" · ")}</p>)}
    </>
  );
}

function Anchors({ rubric, level }: { rubric: RubricCategory; level: number | null }) {
  return (
    <div className={css.anchors}>
      <p>{rubric.question}</p>
      <ol start={0}>
        {rubric.anchors.map((anchor, at) => (
          <li key={at} data-reached={at === level} aria-current={at === level || undefined}><span>{at}</span>{anchor}</li>
        ))}
      </ol>
    </div>
  );
}

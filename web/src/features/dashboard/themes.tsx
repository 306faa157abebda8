// What the team does well and where it falls short, by category, with the calls that show it.
import { Link } from "react-router-dom";

import type { CategoryCalls, Dashboard } from "../../api/types";
import { plural } from "../../domain/words";
import { Card } from "../../ui/layout";
import { Score } from "../../ui/marks";
import { Empty, sentence } from "../../ui/states";
import css from "./dashboard.module.css";

const kCategories = 4;
const kTexts = 3;
const kCalls = 4;

type ShownCall = CategoryCalls["calls"][number];

/** The same remark about several calls is said once; which turns show it, each call's page says. */
export function byText(calls: ShownCall[]): { text: string; calls: ShownCall[] }[] {
  const groups = new Map<string, ShownCall[]>();
  for (const call of calls) {
    const text = sentence(call.text.replace(/\s*\(turns? [^)]*\)\.?$/, ""));
    const group = groups.get(text);
    if (!group) groups.set(text, [call]);
    else if (!group.some((other) => other.id === call.id)) group.push(call);
  }
  return [...groups].map(([text, sameText]) => ({ text, calls: sameText }));
}

function groupsOf(dashboard: Dashboard, kind: "strengths" | "gaps"): CategoryCalls[] {
  const given = dashboard[kind];
  if (given) return given;
  const groups = kind === "strengths" ? dashboard.team.strengths : dashboard.team.weaknesses;
  return groups.map((group) => ({
    category: group.category ?? group.title,
    title: group.title,
    averageScore: dashboard.team.categories.find((category) => category.key === group.category)?.mean ?? null,
    n: group.observations,
    calls: group.themes.flatMap((theme) => theme.evidence.slice(0, 1).map((evidence) => ({ id: evidence.callId, text: theme.text, rep: null }))),
  }));
}

export function Themes({ dashboard, kind }: { dashboard: Dashboard; kind: "strengths" | "gaps" }) {
  const groups = groupsOf(dashboard, kind).slice(0, kCategories);
  return (
    <Card title={kind === "strengths" ? "What the team does well" : "Where the team falls short"}>
      {groups.length === 0 ? <Empty title="Nothing stands out yet" /> : (
        <ul className={css.themes}>
          {groups.map((group) => (
            <li key={group.category}>
              <div className={css.themeHead}><h3>{group.title}</h3><span className={css.soft}>{plural(group.n, "call")}</span>{group.averageScore !== null && <Score value={group.averageScore} />}</div>
              <ul>
                {byText(group.calls).slice(0, kTexts).map(({ text, calls }) => (
                  <li key={text}>{text} <span className={css.soft}>{calls.slice(0, kCalls).map((call, at) => <span key={call.id}>{at > 0 && ", "}<Link to={`/calls/${call.id}`}>{call.rep ?? "no rep"}</Link></span>)}</span></li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

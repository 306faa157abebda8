// What in a call's results points at which turns, so that the page can go both ways.
import type { Call } from "../../api/types";
import { withoutTurns } from "../../domain/evidence";
import { titleOf } from "../../domain/words";

export type CitationKind = "score" | "fact" | "lead" | "strength" | "weakness" | "coaching" | "alert" | "question";
export interface Citation { id: string; kind: CitationKind; title: string; turns: number[] }

/** The part of the page where each kind stands. */
export type Part = "transcript" | "scores" | "facts" | "coaching" | "questions" | "run";
export const partOf: Record<CitationKind, Part> = {
  score: "scores", fact: "facts", lead: "facts", strength: "coaching", weakness: "coaching", coaching: "coaching", alert: "coaching", question: "questions",
};

const factTitles: Record<string, string> = { name: "Caller's name", company: "Company", location: "Location", phone: "Phone", role: "Role" };

export function citationsOf(call: Call): Citation[] {
  const citations: Citation[] = [];
  const add = (id: string, kind: CitationKind, title: string, turns: (number | null | undefined)[]) => {
    const known = turns.filter((turn): turn is number => typeof turn === "number");
    if (known.length > 0) citations.push({ id, kind, title, turns: [...new Set(known)].sort((a, b) => a - b) });
  };
  for (const [key, category] of Object.entries(call.score?.categories ?? {})) add(`score:${key}`, "score", titleOf(key), category.turns);
  add("fact:rep", "fact", "Rep's name", [call.rep?.turn]);
  for (const [key, turn] of Object.entries(call.caller?.turns ?? {})) add(`fact:${key}`, "fact", factTitles[key] ?? titleOf(key), [turn]);
  add("lead", "lead", "Lead score", call.lead?.turns ?? []);
  call.strengths.forEach((item, at) => add(`strength:${at}`, "strength", `Strength: ${withoutTurns(item.text)}`, item.turns));
  call.weaknesses.forEach((item, at) => add(`weakness:${at}`, "weakness", `Weakness: ${withoutTurns(item.text)}`, item.turns));
  call.coachingInsights.forEach((item, at) => add(`coaching:${at}`, "coaching", `Coaching: ${withoutTurns(item.text)}`, item.turns));
  call.internalAlerts.forEach((item, at) => add(`alert:${at}`, "alert", `Alert: ${withoutTurns(item.text)}`, item.turns));
  call.questions?.forEach((item) => add(`question:${item.id}`, "question", `${item.answer === "yes" ? "Yes" : item.answer === "no" ? "No" : "Unclear"}: ${item.text}`, item.turns));
  return citations;
}

export function byTurn(citations: Citation[]): Map<number, Citation[]> {
  const turns = new Map<number, Citation[]>();
  for (const citation of citations) {
    for (const turn of citation.turns) turns.set(turn, [...(turns.get(turn) ?? []), citation]);
  }
  return turns;
}

// The levels of a call's first scoring beside those of its second one.
import type { Call } from "../../api/types";

export interface SecondLevel { key: string; first: number | null; second: number | null; differs: boolean }

/** What the analysis gave each time: an override by hand changes neither. Only categories that both answers know. */
export function secondLevels(call: Pick<Call, "score" | "secondScore">, keys: string[]): SecondLevel[] {
  const { score, secondScore } = call;
  if (!score || !secondScore) return [];
  return keys.flatMap((key) => {
    const category = score.categories[key];
    const second = secondScore.levels[key];
    if (!category || second === undefined) return [];
    const first = category.override ? category.override.aiLevel ?? null : category.level;
    return [{ key, first, second, differs: first !== second }];
  });
}

// Both scorings of a call that was scored twice: how far a score can be trusted, category by category.
import type { Call, RubricCategory } from "../../api/types";
import { titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Table } from "../../ui/layout";
import css from "./call.module.css";
import { type SecondLevel, secondLevels } from "./second_levels";

const kAbsent = "–";

function changeOf({ first, second, differs }: SecondLevel): string {
  if (!differs) return "Same";
  if (first === null || second === null) return first === null ? "Only the second" : "Only the first";
  return second > first ? `+${second - first}` : `−${first - second}`;
}

export function SecondScore({ call, keys, rubric }: { call: Call; keys: string[]; rubric: RubricCategory[] }) {
  const format = useFormat();
  const levels = secondLevels(call, keys);
  if (!call.score || !call.secondScore || levels.length === 0) return null;
  const first = call.score.aiOverall ?? call.score.overall;
  const moved = levels.filter((level) => level.differs).length;
  return (
    <section aria-labelledby="second-score" className={css.second}>
      <h3 id="second-score">Scored a second time</h3>
      <p>
        The same question was asked twice to see how stable the score is: {format.decimal(first)} the first time, {format.decimal(call.secondScore.overall)} the second.{" "}
        {moved === 0 ? "Every level is the same." : `${moved} of ${levels.length} levels differ.`} The first answer counts.
      </p>
      <Table label="Both scorings">
        <thead><tr><th scope="col">Category</th><th scope="col" data-align="right">First</th><th scope="col" data-align="right">Second</th><th scope="col" data-align="right">Change</th></tr></thead>
        <tbody>
          {levels.map((level) => (
            <tr key={level.key} data-differs={level.differs || undefined}>
              <th scope="row">{rubric.find((each) => each.key === level.key)?.title ?? titleOf(level.key)}</th>
              <td data-align="right">{level.first ?? kAbsent}</td>
              <td data-align="right">{level.second ?? kAbsent}</td>
              <td data-align="right">{changeOf(level)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

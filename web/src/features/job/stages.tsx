import type { Job } from "../../api/types";
import { useFormat } from "../../ui/format";
import { IconCheck } from "../../ui/icons";
import css from "./job.module.css";
import { stagesOf } from "./pace";

const words = { waiting: "Waiting", running: "Running", done: "Done" };

export function Stages({ job }: { job: Job }) {
  const format = useFormat();
  return (
    <ol className={css.stages} aria-label="Stages">
      {stagesOf(job).map((stage) => (
        <li key={stage.name} data-state={stage.state}>
          <span className={css.dot} aria-hidden>{stage.state === "done" && <IconCheck size={13} stroke={3} />}</span>
          <div>
            <strong>{stage.name}</strong>
            <div className={css.soft}>
              {stage.state === "running" && stage.total > 1 ? `${format.number(stage.done)} of ${format.number(stage.total)}` : stage.state === "waiting" ? stage.sentence : words[stage.state]}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

// What the rep did well, what not, and what to try next time, each with the words it rests on.
import type { Call, Observation } from "../../api/types";
import { withoutTurns } from "../../domain/evidence";
import { titleOf } from "../../domain/words";
import { IconAlertTriangle, IconCircleCheck, IconQuote, IconSparkles, IconX } from "../../ui/icons";
import { Tag } from "../../ui/marks";
import { Empty } from "../../ui/states";
import css from "./call.module.css";
import type { CitationKind } from "./citations";
import { Turns, useSelection } from "./selection";

interface Group { kind: CitationKind; title: string; items: Observation[]; icon: typeof IconX; tone: string | undefined }

export function Coaching({ call }: { call: Call }) {
  const groups: Group[] = [
    { kind: "alert", title: "Needs attention", items: call.internalAlerts, icon: IconAlertTriangle, tone: css.toneBad },
    { kind: "coaching", title: "To practise", items: call.coachingInsights, icon: IconSparkles, tone: css.toneCoach },
    { kind: "weakness", title: "Fell short", items: call.weaknesses, icon: IconX, tone: css.toneBad },
    { kind: "strength", title: "Went well", items: call.strengths, icon: IconCircleCheck, tone: css.toneGood },
  ];
  const filled = groups.filter((group) => group.items.length > 0);
  if (filled.length === 0) return <Empty title="Nothing to coach here">Only sales conversations long enough to judge get coaching.</Empty>;
  return <>{filled.map((group) => <Observations key={group.kind} call={call} {...group} />)}</>;
}

function Observations({ call, kind, title, items, icon: Icon, tone }: Group & { call: Call }) {
  const { selected, pointAt } = useSelection();
  return (
    <section className={css.observations}>
      <h3>{title}</h3>
      <ul>
        {items.map((item, at) => {
          const id = `${kind}:${at}`;
          const quote = call.transcriptTurns.find((turn) => turn.n === quotedTurn(item));
          return (
            <li key={id} id={`cite-${id}`} data-selected={selected?.id === id} onClick={() => { if (!window.getSelection()?.toString()) pointAt(id); }}>
              <Icon size={17} stroke={1.8} aria-hidden className={tone} />
              <div>
                <div className={css.observation}>{withoutTurns(item.text)}</div>
                {quote && <div className={css.quote}><IconQuote size={13} aria-hidden /><span>{quote.text}</span></div>}
                <div className={css.observationFoot}>{item.category && <Tag>{titleOf(item.category)}</Tag>}{item.turns.length > 0 && <>Turns <Turns id={id} turns={item.turns} /></>}</div>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The turn that the remark speaks of, else the first that shows it. */
function quotedTurn(item: Observation): number | undefined {
  const named = Number(/\bturns? (\d+)/.exec(item.text)?.[1]);
  return item.turns.includes(named) ? named : item.turns[0];
}

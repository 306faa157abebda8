// What was said, turn by turn. Turns that a result rests on are marked and say on request what rests on them.
import { useEffect, useRef } from "react";

import type { Call, Turn } from "../../api/types";
import { useFormat } from "../../ui/format";
import { Empty } from "../../ui/states";
import { IconMessageCircle } from "../../ui/icons";
import css from "./call.module.css";
import type { Citation, CitationKind } from "./citations";
import { useSelection } from "./selection";

const speakerNames = (call: Call): Record<Turn["speaker"], string> => ({
  agent: call.rep?.rosterName ?? call.rep?.name ?? "Rep",
  caller: call.caller?.name ?? "Caller",
  other: "Other",
});

export function Transcript({ call }: { call: Call }) {
  const { selected, look, turnsCited } = useSelection();
  const list = useRef<HTMLOListElement>(null);
  const names = speakerNames(call);

  useEffect(() => {
    if (!look) return;
    const turn = list.current?.querySelector<HTMLElement>(`#turn-${look.turn}`);
    const box = list.current?.parentElement;
    if (!turn || !box) return;
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = isStill ? "auto" as const : "smooth" as const;
    if (box.scrollHeight > box.clientHeight + 1) {
      box.scrollTo({ top: turn.offsetTop - box.clientHeight / 3, behavior });
    } else {
      turn.scrollIntoView({ block: "center", behavior });
    }
  }, [look]);

  if (call.transcriptTurns.length === 0) {
    return <Empty icon={<IconMessageCircle size={22} stroke={1.7} />} title="No words in this call">The row had no transcript, or an empty one.</Empty>;
  }
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label="Transcript">
      <ol ref={list} className={css.transcript}>
        {call.transcriptTurns.map((turn) => (
          <TurnRow key={turn.n} turn={turn} name={names[turn.speaker]} citations={turnsCited.get(turn.n) ?? []} isLit={selected?.turns.includes(turn.n) ?? false} />
        ))}
      </ol>
    </div>
  );
}

const kindMarks: Record<CitationKind, string | undefined> = {
  score: css.markScore, fact: css.markFact, lead: css.markLead, strength: css.markGood, weakness: css.markBad, coaching: css.markCoach, alert: css.markBad, question: css.markQuestion,
};

function TurnRow({ turn, name, citations, isLit }: { turn: Turn; name: string; citations: Citation[]; isLit: boolean }) {
  const format = useFormat();
  const { openTurn, toggleTurn, goTo, selected } = useSelection();
  const isOpen = openTurn === turn.n;
  const kinds = [...new Set(citations.map((citation) => citation.kind))];
  return (
    <li id={`turn-${turn.n}`} className={css.said} data-speaker={turn.speaker} data-lit={isLit} data-open={isOpen} data-cited={citations.length > 0}
      onClick={() => { if (citations.length > 0 && !window.getSelection()?.toString()) toggleTurn(turn.n); }}>
      <div className={css.saidHead}>
        <span className={css.saidNumber}>{turn.n}</span>
        <span className={css.saidName}>{name}</span>
        {turn.atSeconds !== null && <span className={css.saidTime}>{format.seconds(turn.atSeconds)}</span>}
        {citations.length > 0 && (
          <button type="button" className={css.citedBy} aria-expanded={isOpen} aria-label={`Turn ${turn.n} is cited ${citations.length} ${citations.length === 1 ? "time" : "times"}: show by what`}
            onClick={(event) => { event.stopPropagation(); toggleTurn(turn.n); }}>
            {kinds.map((kind) => <span key={kind} className={`${css.mark} ${kindMarks[kind] ?? ""}`} />)}{citations.length}
          </button>
        )}
      </div>
      <div className={css.saidText}>{turn.text}</div>
      {isOpen && citations.length > 0 && (
        <ul className={css.citing} aria-label={`What cites turn ${turn.n}`}>
          {citations.map((citation) => (
            <li key={citation.id}>
              <button type="button" aria-pressed={selected?.id === citation.id} onClick={(event) => { event.stopPropagation(); goTo(citation.id); }}>
                <span className={`${css.mark} ${kindMarks[citation.kind] ?? ""}`} />{citation.title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

export function MarkLegend() {
  const words: [CitationKind, string][] = [["score", "Score"], ["fact", "Fact"], ["lead", "Lead"], ["strength", "Strength"], ["weakness", "Weakness"], ["coaching", "Coaching"]];
  return <span className={css.legend}>{words.map(([kind, word]) => <span key={kind}><span className={`${css.mark} ${kindMarks[kind] ?? ""}`} />{word}</span>)}</span>;
}

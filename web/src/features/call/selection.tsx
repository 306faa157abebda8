// What is pointed at: one result with its turns, or one turn with its results. Everything on the page follows it.
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

import type { Call } from "../../api/types";
import css from "./call.module.css";
import { byTurn, citationsOf, partOf, type Citation, type Part } from "./citations";

interface Selection {
  citations: Citation[];
  turnsCited: Map<number, Citation[]>;
  selected: Citation | null;
  /** The turn whose citations are listed. */
  openTurn: number | null;
  /** Counts up with every wish to see the turns; the transcript scrolls when it changes. */
  look: { turn: number; count: number } | null;
  part: Part;
  showPart: (part: Part) => void;
  /** From a result to its turns; a second click lets go. */
  pointAt: (id: string, turn?: number) => void;
  /** From a turn to a result. */
  goTo: (id: string) => void;
  toggleTurn: (turn: number) => void;
}

const SelectionContext = createContext<Selection | null>(null);

export function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error("useSelection outside its provider");
  return selection;
}

interface ProviderProps { call: Call; firstTurn: number | null; isPhone: boolean; children: ReactNode }

export function SelectionProvider({ call, firstTurn, isPhone, children }: ProviderProps) {
  const citations = useMemo(() => citationsOf(call), [call]);
  const turnsCited = useMemo(() => byTurn(citations), [citations]);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [openTurn, setOpenTurn] = useState<number | null>(firstTurn);
  const [look, setLook] = useState<Selection["look"]>(firstTurn ? { turn: firstTurn, count: 1 } : null);
  const [part, setPart] = useState<Part>(firstTurn && isPhone ? "transcript" : "scores");
  const selected = citations.find((citation) => citation.id === selectedId) ?? null;

  const pointAt = useCallback((id: string, turn?: number) => {
    const citation = citations.find((each) => each.id === id);
    const first = turn ?? citation?.turns[0];
    setSelectedId(id);
    if (first === undefined) return;
    if (turn !== undefined) setOpenTurn(null);
    setLook((before) => ({ turn: first, count: (before?.count ?? 0) + 1 }));
    if (isPhone && turn !== undefined) setPart("transcript");
  }, [citations, isPhone]);
  const goTo = useCallback((id: string) => {
    const citation = citations.find((each) => each.id === id);
    if (!citation) return;
    setSelectedId(id);
    setPart(partOf[citation.kind]);
    requestAnimationFrame(() => document.getElementById(`cite-${id}`)?.scrollIntoView({ block: "center" }));
  }, [citations]);
  const toggleTurn = useCallback((turn: number) => setOpenTurn((before) => (before === turn ? null : turn)), []);

  const value = useMemo(() => ({ citations, turnsCited, selected, openTurn, look, part, showPart: setPart, pointAt, goTo, toggleTurn }),
    [citations, turnsCited, selected, openTurn, look, part, pointAt, goTo, toggleTurn]);
  return <SelectionContext.Provider value={value}>{children}</SelectionContext.Provider>;
}

/** Links to the turns behind a result. */
export function Turns({ id, turns }: { id: string; turns: number[] }) {
  const { pointAt } = useSelection();
  if (turns.length === 0) return null;
  return (
    <span className={css.turns}>
      {turns.map((turn) => (
        <button key={turn} type="button" className={css.turn} aria-label={`Show turn ${turn}`} onClick={(event) => { event.stopPropagation(); pointAt(id, turn); }}>{turn}</button>
      ))}
    </span>
  );
}

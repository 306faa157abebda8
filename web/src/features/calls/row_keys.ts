// Moving through the rows by keys, and coming back to the row one left from.
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import { useSearchParams } from "react-router-dom";

import type { CallSummary } from "../../api/types";
import { callListOf } from "../../domain/call_list";

interface Rows { count: number; show: (index: number) => void; open: (index: number) => void; box: RefObject<HTMLElement | null> }

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

/** "j" and "k" anywhere, arrows while a row has the focus, Enter opens; the focus follows. */
export function useRowKeys(rows: Rows): { index: number | null; set: (index: number) => void } {
  const [index, setIndex] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const latest = useRef({ ...rows, index });
  useEffect(() => { latest.current = { ...rows, index }; });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[aria-modal="true"]')) return;
      const { count, index: at, box } = latest.current;
      const isInRows = box.current?.contains(document.activeElement) ?? false;
      const isDown = event.key === "j" || (event.key === "ArrowDown" && isInRows);
      const isUp = event.key === "k" || (event.key === "ArrowUp" && isInRows);
      if (count === 0) return;
      if (isDown || isUp) {
        event.preventDefault();
        const next = at === null ? 0 : Math.min(count - 1, Math.max(0, at + (isDown ? 1 : -1)));
        latest.current.show(next);
        wanted.current = next;
        setIndex(next);
      } else if (event.key === "Enter" && at !== null && !isInRows && document.activeElement === document.body) {
        latest.current.open(at);
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  // The row may exist only after the list has scrolled to it.
  useEffect(() => {
    if (wanted.current === null) return;
    const link = rows.box.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });
  return { index, set: setIndex };
}

const leftFrom = new Map<string, string>();

/** Remembers, per list, the call that was opened, and shows it again on return. */
export function usePlaceKept(calls: CallSummary[], restore: (index: number) => void) {
  const [search] = useSearchParams();
  const list = JSON.stringify(callListOf(search));
  const isRestored = useRef(false);
  const restoreOnce = useCallback(restore, []); // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => {
    if (isRestored.current || calls.length === 0) return;
    isRestored.current = true;
    const index = calls.findIndex((call) => call.id === leftFrom.get(list));
    if (index >= 0) requestAnimationFrame(() => restoreOnce(index));
  }, [calls, list, restoreOnce]);
  useEffect(() => {
    const remember = (event: MouseEvent | KeyboardEvent) => {
      const link = (event.target as HTMLElement | null)?.closest?.("[data-row]");
      const call = link ? calls[Number(link.getAttribute("data-row"))] : undefined;
      if (call) leftFrom.set(list, call.id);
    };
    window.addEventListener("click", remember, true);
    return () => window.removeEventListener("click", remember, true);
  }, [calls, list]);
}

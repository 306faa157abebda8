// The rows themselves: only those in sight exist, more are fetched as one nears the end. Rows on a desk, cards on a phone.
import { useMediaQuery } from "@mantine/hooks";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type RefObject } from "react";
import { Link, useNavigate, useSearchParams } from "react-router-dom";

import type { CallSummary } from "../../api/types";
import { callAddress, kDefaultSort, nextSort } from "../../domain/call_list";
import { useFilters } from "../../domain/filters";
import { IconArrowDown, IconArrowUp } from "../../ui/icons";
import { Score, Tag } from "../../ui/marks";
import css from "./calls.module.css";
import { columns, Gist, kUnknownCaller, nameOfCaller, Outcome, When } from "./columns";
import { usePlaceKept, useRowKeys } from "./row_keys";

const kRowPx = 60;
const kCardPx = 116;
const kAhead = 40;

interface ListProps { calls: CallSummary[]; total: number; hasMore: boolean; isFetchingMore: boolean; fetchMore: () => void }

export function CallList(props: ListProps) {
  const isPhone = useMediaQuery("(max-width: 860px)", undefined, { getInitialValueInEffect: false }) ?? false;
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => {
    const measure = () => setTop((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);
  // The server has some 10,000 of them counted, the table knows those it has; the last row says that more come.
  const virtualizer = useWindowVirtualizer({
    count: props.calls.length + (props.hasMore ? 1 : 0),
    estimateSize: () => (isPhone ? kCardPx : kRowPx),
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: 60,
    scrollPaddingEnd: 60,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  const { hasMore, isFetchingMore, fetchMore, calls } = props;
  useEffect(() => {
    if (hasMore && !isFetchingMore && last >= calls.length - kAhead) fetchMore();
  }, [last, hasMore, isFetchingMore, fetchMore, calls.length]);

  const [search] = useSearchParams();
  const navigate = useNavigate();
  const active = useRowKeys({
    count: calls.length,
    show: (index) => virtualizer.scrollToIndex(index),
    open: (index) => { const call = calls[index]; if (call) navigate(callAddress(call.id, search)); },
    box,
  });
  usePlaceKept(calls, (index) => { virtualizer.scrollToIndex(index, { align: "center" }); active.set(index); });

  const body = rows.map((row) => {
    const call = calls[row.index];
    const place = { transform: `translateY(${row.start - top}px)` };
    if (!call) return <div key={row.key} className={css.more} style={place} role={isPhone ? "status" : "row"}><span role={isPhone ? undefined : "cell"}>Fetching more calls…</span></div>;
    const shared = { call, index: row.index, place, isActive: active.index === row.index, onFocus: () => active.set(row.index) };
    return isPhone ? <CardRow key={row.key} measure={virtualizer.measureElement} {...shared} /> : <TableRow key={row.key} {...shared} />;
  });
  const height = virtualizer.getTotalSize();
  if (isPhone) return <div ref={box} className={css.cards} style={{ height }} role="list" aria-label="Calls">{body}</div>;
  return <WideTable box={box} height={height} total={props.total}>{body}</WideTable>;
}

function WideTable({ box, height, total, children }: { box: RefObject<HTMLDivElement | null>; height: number; total: number; children: React.ReactNode }) {
  const { get, set } = useFilters();
  const sort = get("sort") ?? kDefaultSort;
  return (
    <div className={css.table} role="table" aria-label="Calls" aria-rowcount={total + 1} aria-colcount={columns.length}>
      <div role="rowgroup" className={css.head}>
        <div role="row" className={css.row} aria-rowindex={1}>
          {columns.map(({ id, title, isSortable, isNumber }) => {
            const isSorted = sort.replace("-", "") === id;
            const isDown = sort.startsWith("-");
            return (
              <div key={id} role="columnheader" className={css.cell} data-align={isNumber ? "right" : undefined}
                aria-sort={isSorted ? (isDown ? "descending" : "ascending") : undefined}>
                {isSortable ? (
                  <button type="button" className={css.sort} onClick={() => set({ sort: nextSort(sort, id, true) })}>
                    {title}{isSorted && (isDown ? <IconArrowDown size={13} aria-hidden /> : <IconArrowUp size={13} aria-hidden />)}
                  </button>
                ) : title}
              </div>
            );
          })}
        </div>
      </div>
      <div ref={box} role="rowgroup" className={css.body} style={{ height }}>{children}</div>
    </div>
  );
}

interface RowProps { call: CallSummary; index: number; place: { transform: string }; isActive: boolean; onFocus: () => void }

function CallerLink({ call, index, onFocus }: { call: CallSummary; index: number; onFocus: () => void }) {
  const [search] = useSearchParams();
  return (
    <Link to={callAddress(call.id, search)} className={css.open} data-row={index} data-unknown={nameOfCaller(call) === kUnknownCaller || undefined} onFocus={onFocus}>{nameOfCaller(call)}</Link>
  );
}

function TableRow({ call, index, place, isActive, onFocus }: RowProps) {
  return (
    <div role="row" className={`${css.row} ${css.dataRow}`} data-active={isActive} aria-rowindex={index + 2} style={place}>
      {columns.map(({ id, isNumber, cell }) => (
        <div key={id} role="cell" className={css.cell} data-align={isNumber ? "right" : undefined}>
          {id === "caller" ? (
            <>
              <span className={css.first}>
                <CallerLink call={call} index={index} onFocus={onFocus} />
                {call.company && call.callerName && <span className={css.company}>{call.company}</span>}
                {call.needsReview && <Tag tone="fair">Review</Tag>}
              </span>
              <span className={css.gist}><Gist call={call} /></span>
            </>
          ) : cell(call)}
        </div>
      ))}
    </div>
  );
}

function CardRow({ call, index, place, isActive, onFocus, measure }: RowProps & { measure: (node: HTMLElement | null) => void }) {
  return (
    <div ref={measure} role="listitem" data-index={index} className={css.card} data-active={isActive} style={place}>
      <div className={css.cardTop}>
        <span className={css.first}><CallerLink call={call} index={index} onFocus={onFocus} />{call.company && call.callerName && <span className={css.company}>{call.company}</span>}</span>
        {(call.leadScore !== null || call.overallScore !== null) && <span className={css.cardScores}><span><small>Lead</small><Score value={call.leadScore} hidesWord /></span><span><small>Rep</small><Score value={call.overallScore} hidesWord /></span></span>}
      </div>
      <div className={css.cardGist}><Gist call={call} /></div>
      <div className={css.cardFoot}><Outcome call={call} />{call.needsReview && <Tag tone="fair">Review</Tag>}<span>{call.rep ?? "No rep"}</span><span className={css.cardWhen}><When call={call} /></span></div>
    </div>
  );
}

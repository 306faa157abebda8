// The rows themselves: only those in sight exist, more are fetched as one nears the end. Rows on a desk, cards on a phone.
import { useMediaQuery } from "@mantine/hooks";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useRef, type RefObject } from "react";
import { Link, useNavigate, useSearchParams } from "react-router-dom";

import type { CallSummary } from "../../api/types";
import { callAddress, kDefaultSort, nextSort } from "../../domain/call_list";
import { useFilters } from "../../domain/filters";
import { IconArrowDown, IconArrowUp } from "../../ui/icons";
import { Score, Tag } from "../../ui/marks";
import { useOffsetTop } from "../../ui/use_offset_top";
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
  const top = useOffsetTop(box);
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
  const { set: setActive } = active;
  const onFocus = useCallback((index: number) => setActive(index), [setActive]);
  usePlaceKept(calls, (index) => { virtualizer.scrollToIndex(index, { align: "center" }); active.set(index); });

  const body = rows.map((row) => {
    const call = calls[row.index];
    const place = row.start - top;
    if (!call) return <div key={row.key} className={css.more} style={placeAt(place)} role={isPhone ? "status" : "row"}><span role={isPhone ? undefined : "cell"}>Fetching more calls…</span></div>;
    const shared = { call, index: row.index, place, isActive: active.index === row.index, onFocus, search };
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

const placeAt = (top: number) => ({ transform: `translateY(${top}px)` });

interface RowProps { call: CallSummary; index: number; place: number; isActive: boolean; search: URLSearchParams; onFocus: (index: number) => void }

function CallerLink({ call, index, search, onFocus }: Pick<RowProps, "call" | "index" | "search" | "onFocus">) {
  return (
    <Link to={callAddress(call.id, search)} className={css.open} data-row={index} data-unknown={nameOfCaller(call) === kUnknownCaller || undefined} onFocus={() => onFocus(index)}>{nameOfCaller(call)}</Link>
  );
}

/** Rows that stay in sight while one scrolls are not drawn again. */
const TableRow = memo(function TableRow({ call, index, place, isActive, search, onFocus }: RowProps) {
  return (
    <div role="row" className={`${css.row} ${css.dataRow}`} data-active={isActive} aria-rowindex={index + 2} style={placeAt(place)}>
      {columns.map(({ id, isNumber, cell }) => (
        <div key={id} role="cell" className={css.cell} data-align={isNumber ? "right" : undefined}>
          {id === "caller" ? (
            <>
              <span className={css.first}>
                <CallerLink call={call} index={index} search={search} onFocus={onFocus} />
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
});

const CardRow = memo(function CardRow({ call, index, place, isActive, search, onFocus, measure }: RowProps & { measure: (node: HTMLElement | null) => void }) {
  return (
    <div ref={measure} role="listitem" data-index={index} className={css.card} data-active={isActive} style={placeAt(place)}>
      <div className={css.cardTop}>
        <span className={css.first}><CallerLink call={call} index={index} search={search} onFocus={onFocus} />{call.company && call.callerName && <span className={css.company}>{call.company}</span>}</span>
        {(call.leadScore !== null || call.overallScore !== null) && <span className={css.cardScores}><span><small>Lead</small><Score value={call.leadScore} isWhole hidesWord /></span><span><small>Rep</small><Score value={call.overallScore} hidesWord /></span></span>}
      </div>
      <div className={css.cardGist}><Gist call={call} /></div>
      <div className={css.cardFoot}><Outcome call={call} />{call.needsReview && <Tag tone="fair">Review</Tag>}<span>{call.rep ?? "No rep"}</span><span className={css.cardWhen}><When call={call} /></span></div>
    </div>
  );
});

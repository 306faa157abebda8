// The calls before and after this one in the list it was opened from.
import { ActionIcon } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { Link, useNavigate, useSearchParams } from "react-router-dom";

import { allCallsQuery } from "../../api/queries";
import { callAddress, callListOf } from "../../domain/call_list";
import { IconChevronLeft, IconChevronRight } from "../../ui/icons";
import css from "./call.module.css";

export function Neighbours({ call }: { call: string }) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const query = useInfiniteQuery(allCallsQuery(callListOf(search)));
  const calls = useMemo(() => query.data?.pages.flatMap((page) => page.calls) ?? [], [query.data]);
  const at = calls.findIndex((each) => each.id === call);
  const previous = at > 0 ? calls[at - 1] : undefined;
  const next = at >= 0 ? calls[at + 1] : undefined;
  const { hasNextPage, fetchNextPage } = query;
  useEffect(() => { if (at >= 0 && at === calls.length - 1 && hasNextPage) void fetchNextPage(); }, [at, calls.length, hasNextPage, fetchNextPage]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) return;
      if (document.querySelector('[aria-modal="true"]')) return;
      const wanted = event.key === "j" ? next : event.key === "k" ? previous : undefined;
      if (wanted) navigate(callAddress(wanted.id, search));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [next, previous, navigate, search]);

  if (at < 0) return null;
  const total = query.data?.pages[0]?.total ?? calls.length;
  const step = (target: typeof next, label: string, Icon: typeof IconChevronLeft) => (target
    ? <ActionIcon component={Link} to={callAddress(target.id, search)} variant="default" size={30} aria-label={label} title={label}><Icon size={17} /></ActionIcon>
    : <ActionIcon variant="default" size={30} aria-label={label} disabled><Icon size={17} /></ActionIcon>);
  return (
    <nav className={css.neighbours} aria-label="Calls of this list">
      {step(previous, "Previous call (k)", IconChevronLeft)}
      <span>{at + 1} of {total.toLocaleString("en-US")}</span>
      {step(next, "Next call (j)", IconChevronRight)}
    </nav>
  );
}

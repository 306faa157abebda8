// Loading, empty and failed: each says what to do next.
import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import { IconAlertTriangle, IconInfoCircle, IconRefresh } from "./icons";
import type { Tone } from "./marks";
import css from "./ui.module.css";

export function Empty({ icon, title, children, actions }: { icon?: ReactNode; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={css.state}>
      <span className={css.stateIcon} aria-hidden>{icon ?? <IconInfoCircle size={22} stroke={1.7} />}</span>
      <div className={css.stateTitle}>{title}</div>
      {children && <p>{children}</p>}
      {actions && <div className={css.stateActions}>{actions}</div>}
    </div>
  );
}

/** What went wrong, in the words of whoever knows; structurally any error, better with a hint. */
export interface Failure {
  message: string;
  hint?: string | null;
  found?: string | null;
  where?: string | null;
  state?: string | null;
  code?: string;
  isUnknownAddress?: boolean;
}

export function FailureText({ failure }: { failure: Failure }) {
  return (
    <>
      {failure.where && <p>Where: {failure.where}</p>}
      {failure.found && <p>Found: {failure.found}</p>}
      {failure.hint && !isForPrograms(failure.hint) && <p>{sentence(failure.hint)}</p>}
      {failure.state && <p>{sentence(failure.state)}</p>}
    </>
  );
}

/** "GET /api/jobs lists every job" helps whoever writes a program, not whoever reads this page. */
function isForPrograms(hint: string): boolean {
  return /\b(GET|POST|PUT|DELETE) \/|\?\w+=/.test(hint);
}

export function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const failure = error as Failure;
  if (failure.isUnknownAddress) {
    return (
      <Empty title="This server does not offer this yet">
        The page is newer than the program behind it. Update and restart calltracker; nothing is lost.
      </Empty>
    );
  }
  if (failure.code?.endsWith("-not-found")) return <div role="alert"><Empty title={sentence(failure.message)}>It may have been deleted, or the link is not complete.</Empty></div>;
  return (
    <div className={css.state} role="alert">
      <span className={css.stateIcon} aria-hidden><IconAlertTriangle size={22} stroke={1.7} /></span>
      <div className={css.stateTitle}>{sentence(failure.message)}</div>
      <FailureText failure={failure} />
      {retry && (
        <div className={css.stateActions}>
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={retry}>Try again</Button>
        </div>
      )}
    </div>
  );
}

const toneClass: Partial<Record<Tone, string>> = { bad: css.weak, fair: css.fair, good: css.strong, accent: css.accent, neutral: css.neutral };

export function Notice({ tone = "accent", title, children, action }: { tone?: Tone; title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  const Icon = tone === "bad" || tone === "fair" ? IconAlertTriangle : IconInfoCircle;
  return (
    <div className={`${css.notice} ${toneClass[tone] ?? ""}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon size={18} stroke={1.8} aria-hidden />
      <div className={css.noticeBody}>
        <div className={css.noticeTitle}>{title}</div>
        {children && <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}

export function Loading({ rows = 3, height = 64 }: { rows?: number; height?: number }) {
  return (
    <div role="status" aria-label="Loading" style={{ display: "grid", gap: 12 }}>
      {Array.from({ length: rows }, (_, row) => <div key={row} className={css.skeleton} style={{ height }} />)}
    </div>
  );
}

interface QueryState<T> { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }

/** One query's three states in one place. Old data stays visible when a refresh fails. */
export function Loaded<T>({ query, rows, height, children }: { query: QueryState<T>; rows?: number; height?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Loading rows={rows ?? 3} height={height ?? 64} />;
}

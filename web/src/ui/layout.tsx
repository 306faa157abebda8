// Page frame, cards, figures, tables: what every page is made of.
import { useEffect, useRef, type CSSProperties, type ReactNode } from "react";

import css from "./ui.module.css";

interface PageProps { title: string; eyebrow?: ReactNode; subtitle?: ReactNode; actions?: ReactNode; isWide?: boolean; children: ReactNode }

let lastPath: string | null = null;

/** A page: its heading takes the focus when the visitor arrives, so that a screen reader says where they are. */
export function Page({ title, eyebrow, subtitle, actions, isWide, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { document.title = `${title} · Call Tracker`; }, [title]);
  useEffect(() => {
    const isNewPlace = lastPath !== null && lastPath !== window.location.pathname;
    lastPath = window.location.pathname;
    // On the first page the visit begins at its top, and whoever is typing already is left alone.
    if (isNewPlace && !(document.activeElement instanceof HTMLInputElement)) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={`${css.page} ${isWide ? css.wide : ""}`}>
      <header className={css.header}>
        <div>
          {eyebrow && <div className={css.eyebrow}>{eyebrow}</div>}
          <h1 ref={heading} tabIndex={-1} className={css.title} style={{ outline: "none" }}>{title}</h1>
          {subtitle && <p className={css.subtitle}>{subtitle}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface CardProps { title?: ReactNode; note?: ReactNode; action?: ReactNode; isFlush?: boolean; className?: string; children: ReactNode }

/** `isFlush`: the content (a table) reaches the card's edges. */
export function Card({ title, note, action, isFlush, className, children }: CardProps) {
  return (
    <section className={`${css.card} ${className ?? ""}`}>
      {title && (
        <div className={css.cardHead}>
          <div>
            <h2 className={css.cardTitle}>{title}</h2>
            {note && <p className={css.cardNote}>{note}</p>}
          </div>
          {action}
        </div>
      )}
      <div className={isFlush ? css.flush : css.cardBody}>{children}</div>
    </section>
  );
}

/** Columns of at least `least` px that wrap by themselves. */
export function Columns({ least = 340, stretch = false, children }: { least?: number; stretch?: boolean; children: ReactNode }) {
  return <div className={css.grid} data-stretch={stretch} style={{ "--least": `${least}px` } as CSSProperties}>{children}</div>;
}

export function Stats({ children }: { children: ReactNode }) {
  return <div className={`${css.card} ${css.stats}`}>{children}</div>;
}

export function Stat({ label, value, note }: { label: ReactNode; value: ReactNode; note?: ReactNode }) {
  return (
    <div className={css.stat}>
      <span className={css.statLabel}>{label}</span>
      <span className={css.statValue}>{value}</span>
      {note && <span className={css.statNote}>{note}</span>}
    </div>
  );
}

/** A plain table; cells with data-align="right" hold numbers, those with data-phone="hide" are left out where space is short. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={css.scroller} role="region" aria-label={label} tabIndex={0}>
      <table className={css.table}>{children}</table>
    </div>
  );
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className={css.facts}>{children}</dl>;
}
export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

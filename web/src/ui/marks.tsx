// Small marks: scores, tags, meters. A colour always comes with a word or a number.
import type { ReactNode } from "react";

import { kAbsent, useFormat } from "./format";
import css from "./ui.module.css";

export type Band = "strong" | "solid" | "fair" | "weak" | "none";

/** The one scale of the whole product, 1 to 10. */
export function bandOf(score: number | null | undefined): Band {
  if (score === null || score === undefined) return "none";
  if (score >= 8) return "strong";
  if (score >= 6) return "solid";
  return score >= 4 ? "fair" : "weak";
}
export const bandWords: Record<Band, string> = { strong: "Strong", solid: "Solid", fair: "Fair", weak: "Weak", none: "Not scored" };
export const bandColours: Record<Band, string> = {
  strong: "var(--bar-strong)", solid: "var(--bar-solid)", fair: "var(--bar-fair)", weak: "var(--bar-weak)", none: "var(--line-strong)",
};

/** `hidesWord` only where a column of scores has its legend nearby; the word stays for screen readers. */
/** A score with its band; a lead is worth whole points, a rep and any mean have one decimal. */
export function Score({ value, hidesWord, word, isWhole }: { value: number | null | undefined; hidesWord?: boolean; word?: string; isWhole?: boolean }) {
  const format = useFormat();
  const band = bandOf(value);
  const text = word ?? bandWords[band];
  return (
    <span className={css.score}>
      <span className={`${css.scoreValue} ${css[band]}`}>{value === null || value === undefined ? kAbsent : isWhole ? format.number(Math.round(value)) : format.decimal(value)}</span>
      <span className={hidesWord ? "visually-hidden" : css.scoreWord}>{text}</span>
    </span>
  );
}

export type Tone = "neutral" | "accent" | "good" | "fair" | "bad";
const toneClass: Record<Tone, string | undefined> = {
  neutral: css.neutral, accent: css.accent, good: css.strong, fair: css.fair, bad: css.weak,
};

export function Tag({ tone = "neutral", icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return <span className={`${css.tag} ${toneClass[tone]}`}>{icon}{children}</span>;
}

interface Part { value: number; colour?: string; label: string }

/** A bar filled by its parts; `label` is what a screen reader hears. */
export function Meter({ parts, total, label, height = 8 }: { parts: Part[]; total: number; label: string; height?: number }) {
  const filled = parts.reduce((sum, part) => sum + part.value, 0);
  const percent = total > 0 ? Math.round((100 * filled) / total) : 0;
  return (
    <div className={css.meter} style={{ height }} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100}
      aria-valuenow={percent} aria-valuetext={parts.map((part) => `${part.label}: ${part.value}`).join(", ")}>
      {parts.map((part) => (
        <span key={part.label} title={part.label}
          style={{ width: `${total > 0 ? (100 * part.value) / total : 0}%`, background: part.colour ?? "var(--accent)" }} />
      ))}
    </div>
  );
}

/** The score scale explained, for pages that show scores without words. */
export function ScoreLegend() {
  const rows: [Band, string][] = [["strong", "8–10"], ["solid", "6–7.9"], ["fair", "4–5.9"], ["weak", "below 4"]];
  return (
    <span style={{ display: "inline-flex", gap: 8, flexWrap: "wrap" }}>
      {rows.map(([band, range]) => <span key={band} className={`${css.tag} ${css[band]}`}>{bandWords[band]} {range}</span>)}
    </span>
  );
}

// Numbers, money and times as the workspace writes them: its time zone, not the visitor's.
import { createContext, useContext, useMemo, type ReactNode } from "react";

export interface Format {
  zone: string;
  number: (value: number) => string;
  decimal: (value: number | null | undefined) => string;
  share: (value: number | null | undefined) => string;
  usd: (value: number | null | undefined) => string;
  /** A cost that lacks what tokens of an unknown price cost. */
  cost: (usd: number, unpricedTokens?: number) => string;
  tokens: (value: number) => string;
  date: (iso: string | null | undefined) => string;
  day: (isoDate: string) => string;
  time: (iso: string | null | undefined) => string;
  dateTime: (iso: string | null | undefined) => string;
  ago: (iso: string | null | undefined, nowMs?: number) => string;
  seconds: (value: number | null | undefined) => string;
  span: (seconds: number | null | undefined) => string;
}

export const kAbsent = "–";

export function makeFormat(zone: string, locale = "en-US"): Format {
  const whole = new Intl.NumberFormat(locale);
  const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const cents = new Intl.NumberFormat(locale, { style: "currency", currency: "USD" });
  const fine = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: 4 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const with_ = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  const date = with_({ month: "short", day: "numeric", year: "numeric" });
  const time = with_({ hour: "numeric", minute: "2-digit" });
  const dateTime = with_({ weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  // A plain date has no zone: it is read and written in the same one.
  const day = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "short", day: "numeric" });
  const at = (formatter: Intl.DateTimeFormat) => (iso: string | null | undefined) => {
    if (!iso) return kAbsent;
    const moment = new Date(iso);
    return Number.isNaN(moment.getTime()) ? iso : formatter.format(moment);
  };
  const usd = (value: number | null | undefined) => {
    if (value === null || value === undefined) return kAbsent;
    return value !== 0 && Math.abs(value) < 0.1 ? fine.format(value) : cents.format(value);
  };
  return {
    zone,
    number: (value) => whole.format(value),
    decimal: (value) => (value === null || value === undefined ? kAbsent : one.format(value)),
    share: (value) => (value === null || value === undefined ? kAbsent : percent.format(value)),
    usd,
    cost: (value, unpricedTokens = 0) => {
      if (unpricedTokens === 0) return usd(value);
      return value > 0 ? `${usd(value)} + unknown price` : "Unknown price";
    },
    tokens: (value) => compact.format(value),
    date: at(date),
    day: (isoDate) => day.format(new Date(`${isoDate}T00:00:00Z`)),
    time: at(time),
    dateTime: at(dateTime),
    ago: (iso, nowMs = Date.now()) => {
      if (!iso) return kAbsent;
      const seconds = (new Date(iso).getTime() - nowMs) / 1000;
      const steps: [Intl.RelativeTimeFormatUnit, number][] = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
      for (const [unit, size] of steps) {
        if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
      }
      return "just now";
    },
    seconds: (value) => {
      if (value === null || value === undefined) return kAbsent;
      const total = Math.round(value);
      const hours = Math.floor(total / 3600);
      const minutes = Math.floor((total % 3600) / 60);
      const rest = String(total % 60).padStart(2, "0");
      return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
    },
    span: (seconds) => {
      if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return kAbsent;
      if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
      const minutes = Math.round(seconds / 60);
      if (minutes < 60) return `${minutes} min`;
      if (minutes < 1_440) return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ""}`;
      const hours = Math.round(seconds / 3_600);
      return `${Math.floor(hours / 24)} d${hours % 24 ? ` ${hours % 24} h` : ""}`;
    },
  };
}

const FormatContext = createContext<Format>(makeFormat("UTC"));
export const useFormat = () => useContext(FormatContext);

export function FormatProvider({ zone, children }: { zone: string; children: ReactNode }) {
  const format = useMemo(() => makeFormat(zone), [zone]);
  return <FormatContext.Provider value={format}>{children}</FormatContext.Provider>;
}

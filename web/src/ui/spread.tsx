// How sure a mean or a share is, and how it moved: an interval on its scale, a line over days.
import { useFormat } from "./format";
import { bandColours, bandOf } from "./marks";
import css from "./spread.module.css";

interface IntervalProps { mean: number | null; low: number | null; high: number | null; from: number; to: number; label: string; reference?: number | null; colour?: string }

/** The dot is the mean, the bar its 95 % interval, the tick what it is compared with. */
export function IntervalBar({ mean, low, high, from, to, label, reference, colour }: IntervalProps) {
  const at = (value: number) => `${(100 * (Math.min(to, Math.max(from, value)) - from)) / (to - from)}%`;
  const paint = colour ?? bandColours[bandOf(mean)];
  return (
    <div className={css.track} role="img" aria-label={label} title={label}>
      {low !== null && high !== null && <span className={css.interval} style={{ left: at(low), right: `calc(100% - ${at(high)})`, background: paint }} />}
      {reference !== null && reference !== undefined && <i className={css.reference} style={{ left: at(reference) }} />}
      {mean !== null && <b className={css.dot} style={{ left: at(mean), background: paint }} />}
    </div>
  );
}

const kWidth = 88;
const kHeight = 26;

/** A line of one value per day on a fixed scale; days without one are passed over. */
export function Sparkline({ values, from, to, label }: { values: (number | null)[]; from: number; to: number; label: string }) {
  const format = useFormat();
  const known = values.flatMap((value, at) => (value === null ? [] : [{ at, value }]));
  if (known.length < 2) return <span className={css.few} title={label}>{known.length === 1 ? "One day" : "–"}</span>;
  const x = (at: number) => 3 + (at * (kWidth - 6)) / Math.max(1, values.length - 1);
  const y = (value: number) => kHeight - 4 - ((value - from) / (to - from)) * (kHeight - 8);
  const last = known.at(-1);
  return (
    <svg className={css.spark} width={kWidth} height={kHeight} viewBox={`0 0 ${kWidth} ${kHeight}`} role="img"
      aria-label={`${label}: ${known.map((point) => format.decimal(point.value)).join(", ")}`}>
      <polyline points={known.map((point) => `${x(point.at).toFixed(1)},${y(point.value).toFixed(1)}`).join(" ")} />
      {last && <circle cx={x(last.at)} cy={y(last.value)} r="2.6" />}
    </svg>
  );
}

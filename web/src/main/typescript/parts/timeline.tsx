import { clock, length, moment, t, word } from "../text/text";
import type { Timeline as Day } from "../types";
import { State, When, Why } from "./parts";

const HEIGHT = 44;

/** A day as a band of states; the list below has the same, with who and why. */
export function Timeline({ day }: { day: Day }) {
  const from = Date.parse(day.from);
  const all = Math.max(1, Date.parse(day.until) - from);
  const at = (iso: string) => ((Date.parse(iso) - from) / all) * 1000;
  const hours: number[] = [];
  const first = new Date(from);
  first.setMinutes(0, 0, 0);
  for (let hour = first.getTime() + 3_600_000; hour < from + all; hour += 3_600_000) {
    if (new Date(hour).getHours() % 3 === 0) hours.push(hour);
  }
  const newest = day.intervals.slice().reverse();
  return (
    <>
      <svg class="band" viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {day.intervals.map((one) => (
          <rect
            key={one.from}
            class={`fill s-${one.state}`}
            x={at(one.from)}
            width={Math.max(0.8, at(one.until) - at(one.from))}
            y={0}
            height={HEIGHT}
          >
            <title>{`${word("state", one.state)}, ${moment(one.from)} – ${moment(one.until)}${one.why ? `: ${one.why.reason}` : ""}`}</title>
          </rect>
        ))}
      </svg>
      <div class="band-hours" aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour} style={{ left: `${((hour - from) / all) * 100}%` }}>{clock(hour)}</span>
        ))}
      </div>
      <ul class="legend" aria-hidden="true">
        {[...new Set(day.intervals.map((one) => one.state))].map((state) => <li key={state}><State of={state} /></li>)}
      </ul>
      <details>
        <summary>{t("host.day.table")}</summary>
        <div class="scrolls" role="region" aria-label={t("host.day.table")} tabIndex={0}>
          <table class="data">
            <thead>
              <tr>
                <th scope="col">{t("host.what")}</th><th scope="col">{t("host.from")}</th><th scope="col">{t("host.to")}</th>
                <th scope="col">{t("host.for")}</th><th scope="col">{t("host.by")}</th><th scope="col">{t("host.why")}</th>
              </tr>
            </thead>
            <tbody>
              {newest.slice(0, 200).map((one) => (
                <tr key={one.from}>
                  <td><State of={one.state} /></td>
                  <td><When at={one.from} /></td>
                  <td><When at={one.until} /></td>
                  <td>{length(Date.parse(one.until) - Date.parse(one.from))}</td>
                  <td>{one.by ?? "–"}</td>
                  <td>{one.why ? <Why of={one.why} /> : "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

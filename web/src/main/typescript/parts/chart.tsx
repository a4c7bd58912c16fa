// A chart of lines by uPlot, and the same figures as a table for who cannot see it.
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { clock, display, number, t, time } from "../text/text";

export interface Line { label: string; colour: string; values: (number | null)[]; dash?: boolean; fill?: boolean; bars?: boolean }

const HEIGHT = 240;
const DAY = 86_400;
const MOST_ROWS = 60;

export function Chart(props: { label: string; times: number[]; lines: Line[]; unit?: (value: number) => string; days?: { from: number; to: number } }) {
  const box = useRef<HTMLDivElement>(null);
  const show = props.unit ?? ((value: number) => number(value, 1));
  const { theme, language, utc } = display();
  const days = props.days;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
    const bars = uPlot.paths.bars?.({ size: [0.7, 40] });
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, points: { size: 6 } },
        ...(utc || days ? { tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1000), "UTC") } : {}),
        scales: { ...(days ? { x: { range: [days.from / 1000 - DAY / 2, days.to / 1000 + DAY / 2] as [number, number] } } : {}), y: { range: (_, low, high) => [Math.min(0, low), Math.max(1, high * 1.1)] } },
        axes: [
          {
            ...axis,
            ...(days ? { incrs: [DAY, 2 * DAY, 7 * DAY] } : {}),
            values: (_, ticks) => ticks.map((tick) => (days ? String(new Date(tick * 1000).getUTCDate()) : clock(tick * 1000))),
          },
          { ...axis, size: 64, values: (_, ticks) => ticks.map(show) },
        ],
        series: [
          {},
          ...props.lines.map((line) => ({
            label: line.label,
            stroke: colour(line.colour),
            width: 2,
            spanGaps: false,
            points: { show: false },
            ...(line.fill || line.bars ? { fill: colour(line.colour) + (line.bars ? "" : "33") } : {}),
            ...(line.dash ? { dash: [6, 4] } : {}),
            ...(line.bars && bars ? { paths: bars } : {}),
          })),
        ],
      },
      [props.times.map((at) => at / 1000), ...props.lines.map((line) => line.values)],
      element,
    );
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [props.times, props.lines, theme, language, utc]);
  const stride = Math.max(1, Math.ceil(props.times.length / MOST_ROWS));
  const rows = props.times.map((_, i) => i).filter((i) => i % stride === 0);
  return (
    <>
      <ul class="legend">
        {props.lines.map((line) => (
          <li key={line.label}><span class={`swatch c${line.colour}${line.dash ? " dash" : ""}`} aria-hidden="true" />{line.label}</li>
        ))}
      </ul>
      <div class="chart" ref={box} aria-hidden="true" />
      <details>
        <summary>{t("chart.table")}</summary>
        <div class="scrolls" role="region" aria-label={props.label} tabIndex={0}>
          <table class="data">
            <thead>
              <tr><th scope="col">{t("chart.time")}</th>{props.lines.map((line) => <th key={line.label} scope="col" class="num">{line.label}</th>)}</tr>
            </thead>
            <tbody>
              {rows.map((i) => (
                <tr key={i}>
                  <th scope="row">{days ? new Date(props.times[i]!).toISOString().slice(0, 10) : time(props.times[i]!)}</th>
                  {props.lines.map((line) => {
                    const value = line.values[i];
                    return <td key={line.label} class="num">{value === null || value === undefined ? "–" : show(value)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

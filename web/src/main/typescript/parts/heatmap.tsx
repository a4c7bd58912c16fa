// A square for each host, drawn on a canvas. The table below has the same by pool and state.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { go } from "../place";
import { states } from "../state";
import { number, t, time, watts, word } from "../text/text";
import type { Row } from "../types";
import { Link } from "./parts";

const HEAD = 22;

interface Cell { row: Row; x: number; y: number }
interface Layout { cells: Cell[]; heads: { text: string; y: number }[]; size: number; height: number }

function layout(rows: Row[], width: number, group: "pool" | "state"): Layout {
  const size = rows.length > 4000 ? 11 : rows.length > 800 ? 15 : 24;
  const across = Math.max(1, Math.floor(width / size));
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = group === "pool" ? row.pool : row.state;
    const found = groups.get(name);
    if (found) found.push(row);
    else groups.set(name, [row]);
  }
  const cells: Cell[] = [];
  const heads: { text: string; y: number }[] = [];
  let y = 0;
  for (const name of [...groups.keys()].sort()) {
    const found = groups.get(name)!;
    heads.push({ text: `${group === "pool" ? name : word("state", name)} · ${number(found.length)}`, y });
    y += HEAD;
    found.forEach((row, i) => cells.push({ row, x: (i % across) * size, y: y + Math.floor(i / across) * size }));
    y += Math.ceil(found.length / across) * size + 8;
  }
  return { cells, heads, size, height: y };
}

export function HeatMap({ rows, by, group }: { rows: Row[]; by: "state" | "watts"; group: "pool" | "state" }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [tip, setTip] = useState<{ row: Row; x: number; y: number } | null>(null);
  const placed = useMemo(() => (width ? layout(rows, width, group) : null), [rows, width, group]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext("2d");
    if (!element || !pen || !placed) return;
    const scale = window.devicePixelRatio || 1;
    element.width = width * scale;
    element.height = placed.height * scale;
    element.style.height = `${placed.height}px`;
    pen.scale(scale, scale);
    const style = getComputedStyle(document.documentElement);
    const colours = new Map(states.map((state) => [state, style.getPropertyValue(`--s-${state}`).trim()]));
    const cold = style.getPropertyValue("--heat-0").trim();
    const hot = style.getPropertyValue("--heat-1").trim();
    const most = Math.max(1, ...rows.slice(0, 20_000).map((row) => row.watts ?? 0));
    pen.font = "600 13px system-ui, sans-serif";
    pen.fillStyle = style.getPropertyValue("--text").trim();
    for (const head of placed.heads) pen.fillText(head.text, 0, head.y + 15);
    const edge = placed.size > 13 ? 2 : 1;
    for (const cell of placed.cells) {
      if (by === "state") {
        pen.fillStyle = colours.get(cell.row.state) || "#888";
      } else {
        pen.fillStyle = cold;
      }
      pen.fillRect(cell.x, cell.y, placed.size - edge, placed.size - edge);
      if (by === "watts" && cell.row.watts !== undefined) {
        pen.globalAlpha = cell.row.watts / most;
        pen.fillStyle = hot;
        pen.fillRect(cell.x, cell.y, placed.size - edge, placed.size - edge);
        pen.globalAlpha = 1;
      }
      // Not by colour alone.
      if (cell.row.attention) {
        pen.strokeStyle = style.getPropertyValue("--text").trim();
        pen.lineWidth = 2;
        pen.strokeRect(cell.x + 1, cell.y + 1, placed.size - edge - 2, placed.size - edge - 2);
      }
    }
  }, [placed, by, rows, width]);

  const at = (e: MouseEvent): Cell | undefined => {
    const bounds = canvas.current?.getBoundingClientRect();
    if (!bounds || !placed) return undefined;
    const x = e.clientX - bounds.left;
    const y = e.clientY - bounds.top;
    return placed.cells.find((cell) => x >= cell.x && y >= cell.y && x < cell.x + placed.size && y < cell.y + placed.size);
  };

  return (
    <>
      <div class="heatmap" ref={box}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={t("hosts.mapped", { n: rows.length })}
          onMouseMove={(e) => {
            const cell = at(e);
            setTip(cell ? { row: cell.row, x: cell.x, y: cell.y } : null);
          }}
          onMouseLeave={() => setTip(null)}
          onClick={(e) => {
            const cell = at(e);
            if (cell) go(`/hosts/${encodeURIComponent(cell.row.name)}`);
          }}
        />
        {tip && placed ? (
          <div class="tip" aria-hidden="true" style={{ left: `${Math.min(tip.x, Math.max(0, width - 200))}px`, top: `${tip.y + placed.size + 4}px` }}>
            <strong>{tip.row.name}</strong> {word("state", tip.row.state)}, {time(tip.row.since)}
            {tip.row.watts === undefined ? "" : `, ${watts(tip.row.watts)}`}
          </div>
        ) : null}
      </div>
      <Summary rows={rows} />
    </>
  );
}

function Summary({ rows }: { rows: Row[] }) {
  const pools = [...new Set(rows.map((row) => row.pool))].sort();
  const seen = states.filter((state) => rows.some((row) => row.state === state));
  return (
    <div class="scrolls" role="region" aria-label={t("hosts.summary")} tabIndex={0}>
      <table class="data">
        <caption>{t("hosts.summary")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("hosts.pool")}</th>
            {seen.map((state) => <th key={state} scope="col" class="num"><span class={`state s-${state}`}>{word("state", state)}</span></th>)}
          </tr>
        </thead>
        <tbody>
          {pools.map((pool) => (
            <tr key={pool}>
              <th scope="row">{pool}</th>
              {seen.map((state) => (
                <td key={state} class="num">
                  <Link to={`/hosts?pool=${encodeURIComponent(pool)}&state=${state}`}>
                    {number(rows.filter((row) => row.pool === pool && row.state === state).length)}
                  </Link>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

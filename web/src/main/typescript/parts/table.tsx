// A table of which only the rows in sight are there, so that ten thousand cost what thirty cost. All rows are equally
// high; roles and indices tell assistive technology what is not drawn.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../text/text";
import type { Key } from "../text/en";

export interface Column<T> {
  id: string;
  title: Key;
  /** As in grid-template-columns. */
  width: string;
  number?: boolean;
  /** Left out where there is little room. */
  wide?: boolean;
  cell: (row: T) => ComponentChildren;
}

const HEIGHT = 36;
const BEYOND = 8;
const NARROW = "(max-width: 719px)";

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(matchMedia(NARROW).matches);
  useEffect(() => {
    const media = matchMedia(NARROW);
    const listener = () => setNarrow(media.matches);
    media.addEventListener("change", listener);
    return () => media.removeEventListener("change", listener);
  }, []);
  return narrow;
}

type Line<T> = { group: string; row?: never } | { row: T; group?: never };

function lines<T>(rows: T[], groupOf: ((row: T) => string) | null): Line<T>[] {
  if (!groupOf) return rows.map((row) => ({ row }));
  const found: Line<T>[] = [];
  let last: string | null = null;
  for (const row of rows) {
    const group = groupOf(row);
    if (group !== last) found.push({ group });
    last = group;
    found.push({ row });
  }
  return found;
}

export function VirtualTable<T>(props: {
  label: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  groupOf?: ((row: T) => string) | null;
  empty: string;
  sort?: string;
  down?: boolean;
  onSort?: (id: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState(0);
  const [shown, setShown] = useState(40);
  const narrow = useNarrow();
  const columns = narrow ? props.columns.filter((column) => !column.wide) : props.columns;
  const all = lines(props.rows, props.groupOf ?? null);
  const width = columns.map((column) => column.width).join(" ");

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setShown(Math.ceil(element.clientHeight / HEIGHT) + 2 * BEYOND);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const top = box.current?.scrollTop ?? 0;
    // By steps: most frames of a scroll draw nothing anew.
    setFrom(Math.max(0, Math.floor(top / HEIGHT / 4) * 4 - BEYOND));
  };
  const start = Math.min(from, Math.max(0, all.length - shown));
  const visible = all.slice(start, start + shown + 4);
  const rowStyle = { gridTemplateColumns: width, height: `${HEIGHT}px` };

  return (
    <div
      class="vtable"
      role="region"
      aria-label={props.label}
      tabIndex={0}
      ref={box}
      style={{ "--lines": `${all.length + 1}` }}
      onScroll={onScroll}
    >
      <div role="table" aria-label={props.label} aria-rowcount={all.length + 1} aria-colcount={columns.length}>
        <div role="rowgroup" class="vhead">
          <div role="row" aria-rowindex={1} class="vrow" style={rowStyle}>
            {columns.map((column) => {
              const sorted = props.sort === column.id ? (props.down ? "descending" : "ascending") : undefined;
              return (
                <div key={column.id} role="columnheader" aria-sort={sorted} class={column.number ? "num" : ""}>
                  {props.onSort ? (
                    <button type="button" onClick={() => props.onSort?.(column.id)}>
                      {t(column.title)}<span aria-hidden="true">{sorted ? (props.down ? " ▾" : " ▴") : ""}</span>
                    </button>
                  ) : t(column.title)}
                </div>
              );
            })}
          </div>
        </div>
        <div role="rowgroup" class="vbody" style={{ height: `${all.length * HEIGHT}px` }}>
          <div class="vslice" role="presentation" style={{ transform: `translateY(${start * HEIGHT}px)` }}>
            {visible.map((line, index) => line.row !== undefined ? (
              <div key={props.keyOf(line.row)} role="row" aria-rowindex={start + index + 2} class="vrow" style={rowStyle}>
                {columns.map((column) => (
                  <div key={column.id} role="cell" class={column.number ? "num" : ""}>{column.cell(line.row as T)}</div>
                ))}
              </div>
            ) : (
              <div key={`group ${line.group}`} role="row" aria-rowindex={start + index + 2} class="vrow vgroup" style={{ height: `${HEIGHT}px` }}>
                <div role="cell" aria-colspan={columns.length}>{line.group}</div>
              </div>
            ))}
          </div>
        </div>
      </div>
      {all.length ? null : <p class="quiet empty">{props.empty}</p>}
    </div>
  );
}

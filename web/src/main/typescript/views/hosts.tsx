import { useMemo } from "preact/hooks";
import { HeatMap } from "../parts/heatmap";
import { Search, Select, State, When } from "../parts/parts";
import { VirtualTable, type Column } from "../parts/table";
import { choose, usePlace } from "../place";
import { states, useFleet } from "../state";
import { t, watts, word } from "../text/text";
import { HostLink } from "../parts/parts";
import type { Row } from "../types";

const rank = new Map(states.map((state, index) => [state, index]));

const columns: (Column<Row> & { order: (row: Row) => string | number })[] = [
  { id: "name", title: "hosts.name", width: "minmax(9rem, 2fr)", cell: (row) => <HostLink name={row.name} />, order: (row) => row.name },
  { id: "state", title: "hosts.state", width: "minmax(8.5rem, 1.3fr)", cell: (row) => <State of={row.state} />, order: (row) => rank.get(row.state) ?? 99 },
  { id: "since", title: "hosts.since", width: "minmax(6rem, 1fr)", wide: true, cell: (row) => <When at={row.since} />, order: (row) => row.since },
  { id: "until", title: "hosts.until", width: "minmax(6.5rem, 1fr)", cell: (row) => <When at={row.until} />, order: (row) => row.until ?? "~" },
  { id: "pool", title: "hosts.pool", width: "minmax(6rem, 1fr)", wide: true, cell: (row) => row.pool, order: (row) => row.pool },
  { id: "guests", title: "hosts.guests", width: "5rem", number: true, wide: true, cell: (row) => row.guests ?? "–", order: (row) => row.guests ?? -1 },
  { id: "watts", title: "hosts.watts", width: "5.5rem", number: true, wide: true, cell: (row) => (row.watts === undefined ? "–" : watts(row.watts)), order: (row) => row.watts ?? -1 },
  { id: "back", title: "hosts.back", width: "minmax(6.5rem, 1fr)", wide: true, cell: (row) => wayBack(row), order: (row) => (row.wayBack ? 1 : 0) },
  { id: "flags", title: "hosts.flags", width: "minmax(6rem, 1.2fr)", wide: true, cell: (row) => flags(row), order: (row) => flags(row) },
];

function wayBack(row: Row): string {
  if (row.wayBack === undefined) return "–";
  return row.wayBack ? t("back.proved") : t("back.missing");
}

function flags(row: Row): string {
  const found: string[] = [];
  if (row.attention) found.push(word("kind", row.attention));
  if (row.held) found.push(t("flag.held"));
  if (row.needed) found.push(t("flag.needed"));
  return found.join(", ");
}

function chosen(rows: Row[], query: URLSearchParams): Row[] {
  const words = (query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const state = query.get("state") ?? "";
  const pool = query.get("pool") ?? "";
  const group = query.get("group") ?? "";
  const column = columns.find((one) => one.id === query.get("sort")) ?? columns[0]!;
  const down = query.get("down") !== null ? -1 : 1;
  const found = rows.filter((row) => {
    if (state && row.state !== state) return false;
    if (pool && row.pool !== pool) return false;
    return words.every((one) =>
      row.name.toLowerCase().includes(one) || row.pool.toLowerCase().includes(one)
        || word("state", row.state).toLowerCase().includes(one));
  });
  if (column.id === "name" && down === 1 && !group) return found;
  const grouped = group === "pool" ? (row: Row) => row.pool : group === "state" ? (row: Row) => rank.get(row.state) ?? 99 : null;
  return found
    .map((row) => ({ row, group: grouped ? grouped(row) : 0, key: column.order(row) }))
    .sort((a, b) => {
      if (a.group !== b.group) return a.group < b.group ? -1 : 1;
      if (a.key !== b.key) return a.key < b.key ? -down : down;
      return a.row.name < b.row.name ? -1 : 1;
    })
    .map((one) => one.row);
}

export function HostsView() {
  const fleet = useFleet();
  const { query } = usePlace();
  const rows = fleet.list();
  const text = query.toString();
  const found = useMemo(() => chosen(rows, query), [rows, text]);
  const pools = useMemo(() => [...new Set(rows.map((row) => row.pool))].sort(), [rows]);
  const map = query.get("view") === "map";
  const group = query.get("group") ?? "";
  const every = { value: "", text: t("hosts.every") };
  return (
    <>
      <div class="title-row">
        <h1>{t("nav.hosts")}</h1>
        <p class="quiet" role="status">{t("hosts.count", { n: found.length, all: rows.length })}</p>
      </div>
      <div class="filters" role="search">
        <Search label={t("hosts.filter")} hint={t("hosts.filter.hint")} value={query.get("q") ?? ""} onInput={(value) => choose("q", value)} />
        <Select
          label={t("hosts.state")}
          value={query.get("state") ?? ""}
          options={[every, ...states.map((state) => ({ value: state, text: word("state", state) }))]}
          onChange={(value) => choose("state", value)}
        />
        {pools.length > 1 ? (
          <Select
            label={t("hosts.pool")}
            value={query.get("pool") ?? ""}
            options={[every, ...pools.map((pool) => ({ value: pool, text: pool }))]}
            onChange={(value) => choose("pool", value)}
          />
        ) : null}
        <Select
          label={t("hosts.group")}
          value={group}
          options={[
            { value: "", text: t("hosts.group.none") },
            { value: "pool", text: t("hosts.pool") },
            { value: "state", text: t("hosts.state") },
          ]}
          onChange={(value) => choose("group", value)}
        />
        <Select
          label={t("hosts.view")}
          value={map ? "map" : ""}
          options={[{ value: "", text: t("hosts.table") }, { value: "map", text: t("hosts.map") }]}
          onChange={(value) => choose("view", value)}
        />
        {map ? (
          <Select
            label={t("hosts.colour")}
            value={query.get("colour") ?? ""}
            options={[{ value: "", text: t("hosts.colour.state") }, { value: "watts", text: t("hosts.colour.watts") }]}
            onChange={(value) => choose("colour", value)}
          />
        ) : null}
      </div>
      {map ? (
        <HeatMap rows={found} by={query.get("colour") === "watts" ? "watts" : "state"} group={group === "state" ? "state" : "pool"} />
      ) : (
        <VirtualTable
          label={t("hosts.list")}
          columns={columns}
          rows={found}
          keyOf={(row) => row.id}
          groupOf={group === "pool" ? (row) => row.pool : group === "state" ? (row) => word("state", row.state) : null}
          empty={t("hosts.none")}
          sort={query.get("sort") ?? "name"}
          down={query.get("down") !== null}
          onSort={(id) => {
            const same = (query.get("sort") ?? "name") === id;
            choose("sort", id === "name" ? "" : id);
            choose("down", same && query.get("down") === null ? "1" : "");
          }}
        />
      )}
    </>
  );
}

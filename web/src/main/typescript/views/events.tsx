import { HostLink, Search, When, Why } from "../parts/parts";
import { VirtualTable, type Column } from "../parts/table";
import { useLoaded } from "../parts/parts";
import { choose, usePlace } from "../place";
import { useFleet } from "../state";
import { t } from "../text/text";
import type { FleetEvent } from "../types";

interface Shown extends FleetEvent { name: string }

const columns: Column<Shown>[] = [
  { id: "at", title: "events.time", width: "minmax(6.5rem, 9rem)", cell: (row) => <When at={row.at} /> },
  { id: "host", title: "events.host", width: "minmax(6rem, 11rem)", cell: (row) => (row.name ? <HostLink name={row.name} /> : "–") },
  { id: "what", title: "events.what", width: "minmax(10rem, 4fr)", cell: (row) => <span title={row.event.reason}><Why of={row.event} /></span> },
  { id: "code", title: "events.code", width: "minmax(8rem, 1fr)", wide: true, cell: (row) => <code>{row.event.code}</code> },
];

export function EventsView() {
  const fleet = useFleet();
  const { query } = usePlace();
  const host = query.get("host") ?? "";
  const code = query.get("code") ?? "";
  const words = (query.get("q") ?? "").toLowerCase();
  // The older ones of one host are asked for; all others are known as they come.
  const older = useLoaded<{ events: FleetEvent[] }>(host && fleet.named(host) ? `/v1/events?limit=1000&host=${encodeURIComponent(host)}` : null);
  const newest = new Map<number, FleetEvent>();
  for (const event of older.value?.events ?? []) newest.set(event.seq, event);
  for (const event of fleet.events) newest.set(event.seq, event);
  const shown = [...newest.values()]
    .sort((a, b) => b.seq - a.seq)
    .map((event) => ({ ...event, name: event.host ? (fleet.rows.get(event.host)?.name ?? "") : "" }))
    .filter((event) => (!host || event.name === host) && (!code || event.event.code.includes(code))
      && (!words || event.event.reason.toLowerCase().includes(words) || event.name.toLowerCase().includes(words)));
  return (
    <>
      <div class="title-row">
        <h1>{t("nav.events")}</h1>
        <p class="quiet">{t("events.live")}</p>
      </div>
      <div class="filters" role="search">
        <Search label={t("events.filter")} value={query.get("q") ?? ""} onInput={(value) => choose("q", value)} />
        <Search label={t("events.host")} value={host} onInput={(value) => choose("host", value)} />
        <Search label={t("events.code")} value={code} onInput={(value) => choose("code", value)} />
      </div>
      <VirtualTable label={t("nav.events")} columns={columns} rows={shown} keyOf={(row) => String(row.seq)} empty={t("events.none")} />
    </>
  );
}

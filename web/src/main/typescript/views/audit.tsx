import { useEffect, useState } from "preact/hooks";
import { get, told } from "../api";
import { Search, When, Why } from "../parts/parts";
import { VirtualTable, type Column } from "../parts/table";
import { choose, usePlace } from "../place";
import { covers, useFleet, useShared } from "../state";
import { t, word } from "../text/text";
import type { AuditRow, Reason } from "../types";

const PAGE = 200;
const EVERY = 5_000;

const columns: Column<AuditRow>[] = [
  { id: "at", title: "events.time", width: "minmax(6.5rem, 9rem)", cell: (row) => <When at={row.at} /> },
  { id: "who", title: "audit.who", width: "minmax(6rem, 1fr)", cell: (row) => row.who },
  { id: "role", title: "audit.role", width: "minmax(5rem, 8rem)", wide: true, cell: (row) => (row.role ? word("role", row.role) : "–") },
  { id: "from", title: "audit.from", width: "minmax(7rem, 1fr)", wide: true, cell: (row) => row.address },
  { id: "action", title: "audit.action", width: "minmax(7rem, 1fr)", cell: (row) => row.action },
  { id: "target", title: "audit.target", width: "minmax(8rem, 2fr)", wide: true, cell: (row) => <span title={row.target}>{row.target}</span> },
  { id: "status", title: "audit.status", width: "minmax(5rem, 1.6fr)", cell: (row) => <span title={row.code} class={row.status < 400 ? "good" : "bad"}>{row.status}{row.code ? ` ${row.code}` : ""}</span> },
];

export function AuditView() {
  const fleet = useFleet();
  const { session } = useShared();
  const { query } = usePlace();
  const who = query.get("who") ?? "";
  const [rows, setRows] = useState<AuditRow[]>([]);
  const [next, setNext] = useState<number | undefined>();
  const [failed, setFailed] = useState<Reason | null>(null);
  const may = covers(session.role, "admin");
  const path = `/v1/audit?limit=${PAGE}${who ? `&who=${encodeURIComponent(who)}` : ""}`;
  useEffect(() => {
    if (!may) return;
    let stopped = false;
    setRows([]);
    setNext(undefined);
    const read = (first: boolean) =>
      get<{ requests: AuditRow[]; next?: number }>(path)
        .then((page) => {
          if (stopped) return;
          setFailed(null);
          setRows((before) => {
            const last = before[0]?.seq ?? 0;
            return [...page.requests.filter((row) => row.seq > last), ...before];
          });
          if (first) setNext(page.next);
        })
        .catch((e: unknown) => !stopped && setFailed(told(e)));
    void read(true);
    const timer = window.setInterval(() => void (fleet.link === "live" && read(false)), EVERY);
    return () => {
      stopped = true;
      window.clearInterval(timer);
    };
  }, [path, may]);
  const older = async () => {
    try {
      const page = await get<{ requests: AuditRow[]; next?: number }>(`${path}&before=${next}`, true);
      setRows((before) => [...before, ...page.requests]);
      setNext(page.next);
    } catch (e) {
      setFailed(told(e));
    }
  };
  if (!may) return <><h1>{t("nav.audit")}</h1><p>{t("audit.denied")}</p></>;
  return (
    <>
      <h1>{t("nav.audit")}</h1>
      <div class="filters" role="search">
        <Search label={t("audit.filter")} value={who} onInput={(value) => choose("who", value)} />
      </div>
      {failed ? <p class="refused" role="alert"><Why of={failed} remedy /></p> : null}
      <VirtualTable label={t("nav.audit")} columns={columns} rows={rows} keyOf={(row) => String(row.seq)} empty={t("events.none")} />
      {next ? <p><button type="button" onClick={() => void older()}>{t("events.older")}</button></p> : null}
    </>
  );
}

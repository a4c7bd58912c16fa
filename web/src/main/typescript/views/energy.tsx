import { useMemo } from "preact/hooks";
import { Chart, type Line } from "../parts/chart";
import { Card, HostLink, Link, Pending, Select, useLoaded } from "../parts/parts";
import { choose, usePlace } from "../place";
import { length, lengthOf, locale, number, t, wattHours, word } from "../text/text";
import type { Energy, EnergyUse } from "../types";

const MONTHS = 13;

function months(): { value: string; text: string }[] {
  const now = new Date();
  const name = new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric", timeZone: "UTC" });
  return Array.from({ length: MONTHS }, (_, back) => {
    const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    return { value: at.toISOString().slice(0, 7), text: name.format(at) };
  });
}

export function EnergyView() {
  const { query } = usePlace();
  const all = months();
  const month = query.get("month") ?? all[0]!.value;
  const by = query.get("by") ?? "pool";
  const path = `month=${encodeURIComponent(month)}&by=${by === "host" ? "host" : "pool"}`;
  const energy = useLoaded<Energy>(`/v1/energy?${path}&limit=1000`);
  return (
    <>
      <h1>{t("nav.energy")}</h1>
      <div class="filters">
        <Select label={t("energy.month")} value={month} options={all} onChange={(value) => choose("month", value === all[0]!.value ? "" : value)} />
        <Select
          label={t("energy.by")}
          value={by}
          options={[{ value: "pool", text: t("energy.by.pool") }, { value: "host", text: t("energy.by.host") }]}
          onChange={(value) => choose("by", value === "pool" ? "" : value)}
        />
        <a class="button" href={`/v1/energy.csv?${path}`} download={`lungfish-${month}.csv`}>{t("energy.export")}</a>
      </div>
      {energy.value ? (
        <>
          <Rows of={energy.value} byHost={by === "host"} />
          <Card title="energy.days" id="days"><Days of={energy.value} /></Card>
        </>
      ) : <Pending of={energy} />}
    </>
  );
}

function Figures({ of }: { of: EnergyUse }) {
  return (
    <>
      <td class="num">{wattHours(of.used)}</td>
      <td class="num">{wattHours(of.saved)}</td>
      <td class="num">{length(lengthOf(of.asleep))}</td>
      <td class="num">{number(of.sleeps)}</td>
      <td>{of.how.map((how) => <span key={how} class={`tag how-${how}`}>{word("how", how)}</span>)}</td>
    </>
  );
}

function Rows({ of, byHost }: { of: Energy; byHost: boolean }) {
  return (
    <div class="scrolls" role="region" aria-label={t("nav.energy")} tabIndex={0}>
      <table class="data">
        <thead>
          <tr>
            {byHost ? <th scope="col">{t("hosts.name")}</th> : null}
            <th scope="col">{t("hosts.pool")}</th>
            <th scope="col" class="num">{t("energy.used")}</th><th scope="col" class="num">{t("energy.saved")}</th>
            <th scope="col" class="num">{t("energy.asleep")}</th><th scope="col" class="num">{t("energy.sleeps")}</th>
            <th scope="col">{t("energy.how")}</th>
          </tr>
        </thead>
        <tbody>
          {of.rows.map((row) => (
            <tr key={`${row.host ?? ""} ${row.pool}`}>
              {byHost ? <th scope="row"><HostLink name={row.host ?? ""} /></th> : null}
              {byHost ? <td>{row.pool}</td> : <th scope="row"><Link to={`/pools/${encodeURIComponent(row.pool)}`}>{row.pool}</Link></th>}
              <Figures of={row.energy} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={byHost ? 2 : 1}>{t("energy.sum")}</th>
            <Figures of={of.sum} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Days({ of }: { of: Energy }) {
  const { times, lines, bounds } = useMemo(() => {
    const from = new Date(`${of.month}-01T00:00:00Z`);
    const bounds = { from: from.getTime(), to: Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0) };
    const lines: Line[] = [
      { label: t("chart.used"), colour: "--accent-2", values: of.days.map((day) => day.energy.used), bars: true },
      { label: t("chart.saved"), colour: "--s-asleep", values: of.days.map((day) => day.energy.saved) },
    ];
    return { times: of.days.map((day) => Date.parse(`${day.day}T00:00:00Z`)), lines, bounds };
  }, [of]);
  if (!of.days.length) return <p class="quiet">{t("host.noenergy")}</p>;
  return <Chart label={t("energy.days")} times={times} lines={lines} unit={wattHours} days={bounds} />;
}

import { useMemo, useState } from "preact/hooks";
import { change, told } from "../api";
import { Chart, type Line } from "../parts/chart";
import { Ask, Card, HostLink, Link, Pending, useLoaded, When, Why } from "../parts/parts";
import { covers, useFleet, useShared } from "../state";
import { length, lengthOf, number, percent, t, time, wattHours, word } from "../text/text";
import type { Key } from "../text/en";
import type { Plans, PoolDetail, PoolSummary, Reason, Series, Step, WhatIf } from "../types";

export function PoolsView({ name }: { name: string | undefined }) {
  const fleet = useFleet();
  const pools = useLoaded<{ pools: PoolSummary[] }>("/v1/pools", Math.floor(fleet.rowsVersion / 10));
  const known = pools.value?.pools;
  const only = known?.length === 1 ? known[0]!.name : undefined;
  const chosen = name ?? only;
  return (
    <>
      {name ? <p class="trail"><Link to="/pools">{t("nav.pools")}</Link></p> : null}
      <h1>{name ?? t("nav.pools")}</h1>
      {known ? (name ? null : <Summaries pools={known} />) : <Pending of={pools} />}
      {chosen ? <PoolPart key={chosen} name={chosen} /> : null}
    </>
  );
}

function Summaries({ pools }: { pools: PoolSummary[] }) {
  return (
    <div class="scrolls" role="region" aria-label={t("nav.pools")} tabIndex={0}>
      <table class="data">
        <thead>
          <tr>
            <th scope="col">{t("hosts.pool")}</th><th scope="col">{t("pools.mode")}</th>
            <th scope="col" class="num">{t("pools.hosts")}</th><th scope="col" class="num">{t("pools.awake")}</th>
            <th scope="col" class="num">{t("pools.used")}</th><th scope="col" class="num">{t("pools.free")}</th>
            <th scope="col" class="num">{t("pools.least")}</th><th scope="col">{t("pools.bound")}</th>
            <th scope="col">{t("pools.resume")}</th>
          </tr>
        </thead>
        <tbody>
          {pools.map((pool) => (
            <tr key={pool.name}>
              <th scope="row"><Link to={`/pools/${encodeURIComponent(pool.name)}`}>{pool.name}</Link></th>
              <td>{pool.mode}</td>
              <td class="num">{number(pool.hosts)}</td>
              <td class="num">{number(pool.awake)}</td>
              <td class="num">{number(pool.used)}</td>
              <td class="num">{number(pool.free)}</td>
              <td class="num">{number(pool.least)}</td>
              <td>{pool.binding ? <Why of={pool.binding} /> : "–"}</td>
              <td>{length(lengthOf(pool.resume))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PoolPart({ name }: { name: string }) {
  const fleet = useFleet();
  const path = `/v1/pools/${encodeURIComponent(name)}`;
  const [changes, setChanges] = useState(0);
  const minute = Math.floor(Date.now() / 60_000);
  const detail = useLoaded<PoolDetail>(path, minute);
  const series = useLoaded<Series>(`${path}/series`, Math.floor(minute / 5));
  const key = `${Math.floor(fleet.rowsVersion / 4)} ${changes}`;
  const plans = useLoaded<Plans>(`/v1/plans?pool=${encodeURIComponent(name)}`, key);
  return (
    <>
      <Card title="pools.steps" id="steps">
        {plans.value ? <Steps plans={plans.value} onDone={() => setChanges((n) => n + 1)} /> : <Pending of={plans} />}
      </Card>
      <Card title="pools.demand" id="demand">
        {series.value ? <Demand series={series.value} /> : <Pending of={series} />}
      </Card>
      <div class="columns">
        <Card title="pools.rules" id="rules">
          {detail.value ? (
            detail.value.rules.length ? (
              <ul class="list">{detail.value.rules.map((rule) => <li key={rule.reason}><Why of={rule} /></li>)}</ul>
            ) : <p class="quiet">{t("none")}</p>
          ) : <Pending of={detail} />}
        </Card>
        <WhatIfCard pool={name} />
      </div>
    </>
  );
}

function Demand({ series }: { series: Series }) {
  const { times, lines } = useMemo(() => {
    const points = series.points;
    const of = (pick: "used" | "awake" | "least" | "hosts" | "median") => points.map((point) => point[pick] ?? null);
    const lines: Line[] = [
      { label: t("chart.awake"), colour: "--s-awake", values: of("awake"), fill: true },
      { label: t("chart.demand"), colour: "--accent-2", values: of("used") },
      { label: t("chart.least"), colour: "--quiet", values: of("least"), dash: true },
      { label: t("chart.hosts"), colour: "--text", values: of("hosts"), dash: true },
    ];
    if (points.some((point) => point.median !== undefined)) {
      lines.push({ label: t("chart.median"), colour: "--s-waking", values: of("median"), dash: true });
    }
    return { times: points.map((point) => Date.parse(point.at)), lines };
  }, [series]);
  const forecast = series.forecast;
  return (
    <>
      {series.points.some((point) => point.awake !== undefined)
        ? <Chart label={t("pools.demand")} times={times} lines={lines} />
        : <p class="quiet">{t("pools.nodata")}</p>}
      <p class="quiet">
        {t("pools.forecast")}:{" "}
        {forecast.compared
          ? t("pools.forecast.error", {
            error: number(forecast.error, 1),
            naive: number(forecast.naiveError, 1),
            coverage: percent(forecast.coverage),
            n: forecast.compared,
          })
          : t("pools.forecast.young")}
      </p>
    </>
  );
}

function Steps({ plans, onDone }: { plans: Plans; onDone: () => void }) {
  const { session } = useShared();
  const may = covers(session.role, "operator");
  const [asked, setAsked] = useState<{ step: Step; accept: boolean } | null>(null);
  const work = async () => {
    const { step, accept } = asked!;
    const after = await change<Step>("POST", `/v1/plans/${encodeURIComponent(step.id!)}/${accept ? "accept" : "refuse"}`);
    if (accept) return t("done.accept");
    return t("done.refuse", { until: after.until ? time(after.until) : "–" });
  };
  if (!plans.steps.length) return <p class="quiet">{t("pools.nosteps")}</p>;
  return (
    <>
      <div class="scrolls" role="region" aria-label={t("pools.steps")} tabIndex={0}>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">{t("hosts.name")}</th><th scope="col">{t("pools.act")}</th><th scope="col">{t("host.why")}</th>
              <th scope="col">{t("hosts.state")}</th><th scope="col"><span class="hidden">{t("pools.accept")}</span></th>
            </tr>
          </thead>
          <tbody>
            {plans.steps.slice(0, 200).map((step) => (
              <tr key={`${step.host} ${step.act}`}>
                <th scope="row"><HostLink name={step.host} /></th>
                <td>{word("act", step.act)}{step.length ? `, ${length(lengthOf(step.length))}` : ""}</td>
                <td><Why of={step.why} /></td>
                <td>
                  {word("state", step.state)}{step.by ? ` (${step.by})` : ""}
                  {step.until ? <> → <When at={step.until} /></> : null}
                </td>
                <td class="row-buttons">
                  {step.id && step.state === "proposed" ? (
                    <>
                      <button type="button" disabled={!may} aria-label={`${t("pools.accept")}: ${step.host}`} onClick={() => setAsked({ step, accept: true })}>{t("pools.accept")}</button>
                      <button type="button" disabled={!may} aria-label={`${t("pools.refuse")}: ${step.host}`} onClick={() => setAsked({ step, accept: false })}>{t("pools.refuse")}</button>
                    </>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {may ? null : <p class="quiet">{t("role.needs", { role: t("role.operator"), own: word("role", session.role) })}</p>}
      {asked ? (
        <Ask
          question={t(asked.accept ? "ask.accept" : "ask.refuse", { host: asked.step.host, act: word("act", asked.step.act) })}
          work={work}
          onClose={() => {
            setAsked(null);
            onDone();
          }}
        />
      ) : null}
    </>
  );
}

const rules: { name: "reserve" | "first" | "idle" | "wakers"; title: Key }[] = [
  { name: "reserve", title: "pools.whatif.reserve" },
  { name: "first", title: "pools.whatif.first" },
  { name: "idle", title: "pools.whatif.idle" },
  { name: "wakers", title: "pools.whatif.wakers" },
];

function WhatIfCard({ pool }: { pool: string }) {
  const { session } = useShared();
  const may = covers(session.role, "operator");
  const [values, setValues] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<WhatIf | null>(null);
  const [failed, setFailed] = useState<Reason | null>(null);
  const run = async () => {
    setBusy(true);
    setFailed(null);
    try {
      const body: Record<string, string | number> = {};
      for (const [name, value] of Object.entries(values)) {
        if (value.trim()) body[name] = name === "wakers" ? Number(value) : value.trim();
      }
      setFound(await change<WhatIf>("POST", `/v1/pools/${encodeURIComponent(pool)}/what-if`, body));
    } catch (e) {
      setFound(null);
      setFailed(told(e));
    }
    setBusy(false);
  };
  return (
    <Card title="pools.whatif" id="whatif">
      <p class="quiet">{t("pools.whatif.help")}</p>
      <form onSubmit={(e) => { e.preventDefault(); void run(); }}>
        <div class="filters">
          {rules.map((rule) => (
            <label class="field" key={rule.name}>
              <span>{t(rule.title)}</span>
              <input value={values[rule.name] ?? ""} disabled={!may} onInput={(e) => setValues({ ...values, [rule.name]: e.currentTarget.value })} />
            </label>
          ))}
        </div>
        <button type="submit" disabled={!may || busy}>{busy ? `${t("ask.wait")} …` : t("pools.whatif.run")}</button>
      </form>
      <div aria-live="polite">
        {failed ? <p class="refused"><Why of={failed} remedy /></p> : null}
        {found ? <Compared of={found} /> : null}
      </div>
    </Card>
  );
}

function Compared({ of }: { of: WhatIf }) {
  const row = (title: Key, show: (week: WhatIf["today"]) => string) => (
    <tr><th scope="row">{t(title)}</th><td class="num">{show(of.today)}</td><td class="num">{show(of.changed)}</td></tr>
  );
  return (
    <>
      <table class="data">
        <caption>{time(of.from)} – {time(of.until)}</caption>
        <thead>
          <tr><td /><th scope="col" class="num">{t("pools.whatif.today")}</th><th scope="col" class="num">{t("pools.whatif.changed")}</th></tr>
        </thead>
        <tbody>
          {row("pools.whatif.energy", (week) => wattHours(week.energy))}
          {row("pools.whatif.wakes", (week) => number(week.wakes))}
          {row("pools.whatif.p99", (week) => (week.p99Wait ? length(lengthOf(week.p99Wait)) : "–"))}
          {row("pools.whatif.mean", (week) => number(week.awakeMean, 1))}
        </tbody>
      </table>
      <p>{t("pools.whatif.toml")}</p>
      <pre tabIndex={0}>{of.toml}</pre>
      {of.notSimulated.length ? <p class="quiet">{t("pools.whatif.not", { what: of.notSimulated.join(", ") })}</p> : null}
    </>
  );
}

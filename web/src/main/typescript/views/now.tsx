import { Card, EventText, HostLink, Link, Pending, State, useLoaded, When, Why } from "../parts/parts";
import { states, useFleet } from "../state";
import { length, lengthOf, t, watts, word } from "../text/text";
import type { AttentionItem, Plans, Row } from "../types";

const MOST = 8;
const sleeping = new Set(["asleep", "external", "ordered", "limbo"]);

export function NowView() {
  const fleet = useFleet();
  const plans = useLoaded<Plans>("/v1/plans?limit=50", fleet.link === "live" ? Math.floor(fleet.rowsVersion / 4) : 0);
  const status = fleet.status;
  const rows = fleet.list();
  if (!status) return <><h1>{t("nav.now")}</h1><p class="quiet" role="status">{t("loading")} …</p></>;
  const counts = count(rows);
  return (
    <>
      <h1>{t("nav.now")}</h1>
      <Needs items={fleet.attention?.items ?? []} known={fleet.attention !== null} />
      <ul class="tiles" aria-label={t("hosts.state")}>
        {states.filter((state) => counts[state] || state === "awake" || state === "asleep").map((state) => (
          <li key={state}>
            <Link to={`/hosts?state=${state}`} class={`tile s-${state}`}>
              <strong>{counts[state] ?? 0}</strong>
              <span>{word("state", state)}</span>
            </Link>
          </li>
        ))}
        <li class="tile power">
          <strong>{watts(status.power.watts)}</strong>
          <span>{t("now.watts")}</span>
          <small>{status.power.basis === "measured" ? t("now.measured") : t("now.model")}</small>
        </li>
        <li class="tile power saved">
          <strong>{watts(status.power.saved)}</strong>
          <span>{t("now.saved")}</span>
          {status.power.unknown ? <small>{t("now.unknown", { n: status.power.unknown })}</small> : null}
        </li>
      </ul>
      <div class="columns">
        <Card title="now.plan" id="plan" aside={<Link to="/pools">{t("nav.pools")}</Link>}>
          {plans.value ? <Planned plans={plans.value} /> : <Pending of={plans} />}
        </Card>
        <Sleepers rows={rows} />
        <Card title="now.recent" id="recent" aside={<Link to="/events">{t("nav.events")}</Link>}>
          <ul class="list">
            {fleet.events.slice(0, MOST).map((event) => (
              <li key={event.seq}><span class="at"><When at={event.at} /></span> <EventText of={event} /></li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}

export function count(rows: Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row.state] = (counts[row.state] ?? 0) + 1;
  return counts;
}

function Needs({ items, known }: { items: AttentionItem[]; known: boolean }) {
  if (!known) return null;
  if (!items.length) return <p class="banner well" role="status">{t("now.allwell")}</p>;
  const critical = items.some((item) => item.level === "critical");
  return (
    <section class={`banner needs ${critical ? "critical" : "warning"}`} aria-labelledby="needs">
      <h2 id="needs">{t("now.needs")} <span class="badge">{items.length}</span></h2>
      <ul class="needs-list" role="list" aria-live="polite">
        {items.slice(0, MOST).map((item) => (
          <li key={`${item.kind} ${item.host ?? item.demand ?? ""} ${item.guest ?? ""}`}>
            <div class="needs-what">
              <span class={`level ${item.level}`}>{word("kind", item.kind)}</span>{" "}
              {item.host ? <HostLink name={item.host} /> : null}{" "}
              <span class="at"><When at={item.since} /></span>
            </div>
            <div lang="en">{item.what.reason}</div>
            {item.what.remedy ? <div class="todo"><strong>{t("now.todo")}:</strong> <span lang="en">{item.what.remedy}</span></div> : null}
          </li>
        ))}
      </ul>
      {items.length > MOST ? <p>{t("now.more", { n: items.length - MOST })}</p> : null}
    </section>
  );
}

function Planned({ plans }: { plans: Plans }) {
  const steps = plans.steps.filter((step) => step.state !== "refused").slice(0, MOST);
  if (!steps.length && !plans.upcoming.length) return <p class="quiet">{t("now.noplan")}</p>;
  return (
    <ul class="list">
      {steps.map((step) => (
        <li key={`${step.host} ${step.act}`}>
          <HostLink name={step.host} />: <strong>{word("act", step.act)}</strong>
          {step.length ? ` (${length(lengthOf(step.length))})` : ""}{" "}
          <span class="tag">{word("state", step.state)}</span>
          <div class="quiet"><Why of={step.why} /></div>
        </li>
      ))}
      {plans.upcoming.slice(0, MOST).map((next) => (
        <li key={`${next.host ?? next.pool} ${next.at} ${next.what}`}>
          <span class="at"><When at={next.at} /></span>{" "}
          {next.host ? <HostLink name={next.host} /> : next.pool} {word("what", next.what)}
          {next.why ? <div class="quiet"><Why of={next.why} /></div> : null}
        </li>
      ))}
    </ul>
  );
}

function Sleepers({ rows }: { rows: Row[] }) {
  const asleep = rows.filter((row) => row.until && sleeping.has(row.state)).sort((a, b) => (a.until! < b.until! ? -1 : 1));
  return (
    <Card title="now.asleep" id="asleep" aside={<Link to="/hosts?state=asleep&sort=until">{t("nav.hosts")}</Link>}>
      {asleep.length ? (
        <ul class="list">
          {asleep.slice(0, MOST).map((row) => (
            <li key={row.id}>
              <span class="at"><When at={row.until} /></span> <HostLink name={row.name} /> <State of={row.state} />
            </li>
          ))}
          {asleep.length > MOST ? <li class="quiet">{t("now.more", { n: asleep.length - MOST })}</li> : null}
        </ul>
      ) : <p class="quiet">{t("now.noasleep")}</p>}
    </Card>
  );
}

import { useState } from "preact/hooks";
import { change } from "../api";
import { Timeline } from "../parts/timeline";
import { Ask, Card, HostLink, Link, Pending, State, useLoaded, When, Why } from "../parts/parts";
import { covers, useFleet, useShared } from "../state";
import { bytes, length, lengthOf, number, t, wattHours, watts, word } from "../text/text";
import type { Key } from "../text/en";
import type { Energy, FleetEvent, Host, Reason, Timeline as Day } from "../types";

interface Action { id: string; title: Key; ask: Key; work: () => Promise<string> }

export function HostView({ name }: { name: string }) {
  const fleet = useFleet();
  const row = fleet.named(name);
  const path = `/v1/hosts/${encodeURIComponent(name)}`;
  const [changes, setChanges] = useState(0);
  const key = `${row?.state} ${row?.since} ${row?.held} ${row?.needed} ${changes}`;
  const host = useLoaded<Host>(path, key);
  const day = useLoaded<Day>(`${path}/timeline`, key);
  const energy = useLoaded<Energy>(`/v1/energy?by=host&host=${encodeURIComponent(name)}`);
  const events = useLoaded<{ events: FleetEvent[] }>(`/v1/events?host=${encodeURIComponent(name)}&limit=20`, key);
  if (!host.value) return <><h1>{name}</h1><Pending of={host} /></>;
  const found = host.value;
  return (
    <>
      <p class="trail"><Link to="/hosts">{t("nav.hosts")}</Link></p>
      <div class="title-row">
        <h1>{found.name}</h1>
        <State of={row?.state ?? found.state} />
        <span class="quiet">{t("hosts.since")} <When at={row?.since ?? found.since} /></span>
        {row?.until && found.awakeBy ? <span>{t("hosts.until")} <When at={found.awakeBy} /></span> : null}
      </div>
      {found.detail?.attention ? (
        <p class={`banner needs ${found.detail.attention.level}`} role="alert">
          <span class={`level ${found.detail.attention.level}`}>{word("kind", found.detail.attention.kind)}</span>{" "}
          <Why of={found.detail.attention.what} remedy />
        </p>
      ) : null}
      <Actions host={found} onDone={() => setChanges((n) => n + 1)} />
      <Card title="host.day" id="day">
        {day.value ? <Timeline day={day.value} /> : <Pending of={day} />}
      </Card>
      <div class="columns">
        <PlanCard host={found} />
        <Card title="host.back" id="back">
          <Back host={found} />
        </Card>
        <Facts host={found} />
        <Card title="host.energy" id="energy">
          {energy.value ? <EnergyFacts of={energy.value} /> : <Pending of={energy} />}
        </Card>
      </div>
      <Card title="host.leases" id="leases"><Leases host={found} /></Card>
      <Card title="host.events" id="events" aside={<Link to={`/events?host=${encodeURIComponent(name)}`}>{t("nav.events")}</Link>}>
        {events.value ? (
          <ul class="list">
            {events.value.events.slice().reverse().map((event) => (
              <li key={event.seq}><span class="at"><When at={event.at} /></span> <Why of={event.event} /></li>
            ))}
          </ul>
        ) : <Pending of={events} />}
      </Card>
    </>
  );
}

function Actions({ host, onDone }: { host: Host; onDone: () => void }) {
  const { session } = useShared();
  const [asked, setAsked] = useState<Action | null>(null);
  const may = covers(session.role, "operator");
  const path = `/v1/hosts/${encodeURIComponent(host.name)}`;
  const simple = (method: "POST" | "DELETE", word_: string) => async () => {
    const after = await change<Host>(method, `${path}/${word_}`);
    return t("done.host", { host: after.name, state: word("state", after.state) });
  };
  const sleep = async () => {
    const made = await change<{ plan: { why: Reason } }>("POST", `${path}/sleep`);
    return t("done.sleep", { host: host.name, why: made.plan.why.reason });
  };
  const drain = async () => {
    await change("POST", `${path}/drain`);
    return t("done.drain", { host: host.name });
  };
  const undrain = async () => {
    await change("DELETE", `${path}/drain`);
    return t("done.host", { host: host.name, state: word("state", host.state) });
  };
  const inMaintenance = host.state === "maintenance";
  const actions: Action[] = [
    { id: "wake", title: "host.wake", ask: "ask.wake", work: simple("POST", "wake") },
    { id: "sleep", title: "host.sleep", ask: "ask.sleep", work: sleep },
    host.held
      ? { id: "release", title: "host.release", ask: "ask.release", work: simple("POST", "release") }
      : { id: "hold", title: "host.hold", ask: "ask.hold", work: simple("POST", "hold") },
    host.drained
      ? { id: "undrain", title: "host.undrain", ask: "ask.undrain", work: undrain }
      : { id: "drain", title: "host.drain", ask: "ask.drain", work: drain },
    inMaintenance
      ? { id: "endmaintenance", title: "host.endmaintenance", ask: "ask.endmaintenance", work: simple("DELETE", "maintenance") }
      : { id: "maintenance", title: "host.maintenance", ask: "ask.maintenance", work: simple("POST", "maintenance") },
  ];
  return (
    <>
      <div class="buttons">
        {actions.map((action) => (
          <button
            key={action.id}
            type="button"
            id={`act-${action.id}`}
            class={action.id === "wake" ? "primary" : ""}
            disabled={!may}
            aria-describedby={may ? undefined : "may-not"}
            onClick={() => setAsked(action)}
          >
            {t(action.title)}
          </button>
        ))}
      </div>
      {may ? null : (
        <p id="may-not" class="quiet">{t("role.needs", { role: t("role.operator"), own: word("role", session.role) })}</p>
      )}
      {asked ? (
        <Ask
          question={t(asked.ask, { host: host.name })}
          work={asked.work}
          onClose={() => {
            setAsked(null);
            onDone();
          }}
        />
      ) : null}
    </>
  );
}

function PlanCard({ host }: { host: Host }) {
  const plan = host.plan;
  const detail = host.detail;
  return (
    <Card title="host.plan" id="plan">
      {plan ? (
        <p>
          <strong>{word("host.plan", plan.act)}</strong>
          {plan.length ? ` (${length(lengthOf(plan.length))})` : ""}: <Why of={plan.why} />
        </p>
      ) : <p class="quiet">{t("none")}</p>}
      {plan?.changes ? <p class="quiet">{t("what.decides")}: <When at={plan.changes} /></p> : null}
      {host.wanted ? <p>{t("host.wanted")}: <Why of={host.wanted} /></p> : null}
      {host.held ? <p>{t("flag.held")}: <Why of={host.held} /></p> : null}
      {host.drained ? <p><Why of={host.drained} /></p> : null}
      {detail?.excluded ? <p>{t("host.excluded")}: <Why of={detail.excluded} /></p> : null}
      {detail?.pause ? <p>{t("host.pause")} <When at={detail.pause.at} />: <Why of={detail.pause.why} /></p> : null}
      {detail?.sick ? <p>{t("host.sick")} <When at={detail.sick.at} />: <Why of={detail.sick.why} remedy /></p> : null}
      {host.blockers?.length ? (
        <>
          <h3>{t("host.blockers")}</h3>
          <ul class="list">{host.blockers.map((one) => <li key={one.reason}><Why of={one} /></li>)}</ul>
        </>
      ) : null}
    </Card>
  );
}

function Back({ host }: { host: Host }) {
  const ways = host.detail?.waysBack ?? [];
  const wakers = host.detail?.wakers ?? [];
  return (
    <>
      {ways.length ? (
        <table class="data">
          <thead>
            <tr><th scope="col">{t("host.target")}</th><th scope="col">{t("hosts.back")}</th><th scope="col">{t("host.told")}</th></tr>
          </thead>
          <tbody>
            {ways.map((way) => (
              <tr key={way.target}>
                <th scope="row">{way.target}</th>
                <td class={way.proved ? "good" : "bad"}>{way.proved ? t("back.proved") : t("back.missing")}</td>
                <td>{way.told ? t("host.age", { age: length(Date.now() - Date.parse(way.told)) }) : t("unknown")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : <p class="bad">{t("back.missing")}</p>}
      {wakers.length ? (
        <p>{t("host.wakers")}: {wakers.map((waker, i) => <span key={waker}>{i ? ", " : ""}<HostLink name={waker} /></span>)}</p>
      ) : null}
    </>
  );
}

function Facts({ host }: { host: Host }) {
  const detail = host.detail;
  const facts: [Key, preact.ComponentChildren][] = [
    ["hosts.pool", host.pool ? <Link to={`/pools/${encodeURIComponent(host.pool)}`}>{host.pool}</Link> : null],
    ["host.mode", detail?.mode],
    ["hosts.called", host.called ? <When at={host.called} /> : null],
    ["hosts.guests", host.guests],
    ["host.cores", host.cores],
    ["host.memory", host.memory === undefined ? null : bytes(host.memory)],
    ["hosts.watts", detail?.power ? `${watts(detail.power.watts)} (${detail.power.basis === "measured" ? t("now.measured") : t("now.model")})` : null],
    ["host.resume", detail ? length(lengthOf(detail.resume)) : null],
    ["host.wakes", detail?.wakesToday],
    ["host.networks", detail?.networks.join(", ")],
    ["host.quorums", detail?.quorums.join(", ")],
    ["host.domain", detail?.domain],
    ["host.enrolled", detail ? <When at={detail.enrolled} /> : null],
    ["host.id", <code>{host.id}</code>],
  ];
  return (
    <Card title="host.facts" id="facts">
      <dl class="facts">
        {facts.filter(([, value]) => value !== undefined && value !== null && value !== "").map(([key, value]) => (
          <div key={key}><dt>{t(key)}</dt><dd>{value}</dd></div>
        ))}
      </dl>
    </Card>
  );
}

function EnergyFacts({ of }: { of: Energy }) {
  if (!of.rows.length) return <p class="quiet">{t("host.noenergy")}</p>;
  return (
    <dl class="facts">
      <div><dt>{t("energy.used")}</dt><dd>{wattHours(of.sum.used)}</dd></div>
      <div><dt>{t("energy.saved")}</dt><dd>{wattHours(of.sum.saved)}</dd></div>
      <div><dt>{t("energy.asleep")}</dt><dd>{length(lengthOf(of.sum.asleep))}</dd></div>
      <div><dt>{t("energy.sleeps")}</dt><dd>{number(of.sum.sleeps)}</dd></div>
      <div><dt>{t("energy.how")}</dt><dd>{of.sum.how.map((how) => word("how", how)).join(", ")}</dd></div>
    </dl>
  );
}

function Leases({ host }: { host: Host }) {
  const leases = host.detail?.leases ?? [];
  if (!leases.length) return <p class="quiet">{t("none")}</p>;
  return (
    <div class="scrolls" role="region" aria-label={t("host.leases")} tabIndex={0}>
      <table class="data">
        <thead>
          <tr>
            <th scope="col">{t("host.granted")}</th><th scope="col">{t("host.length")}</th>
            <th scope="col">{t("host.ended")}</th><th scope="col">{t("host.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {leases.map((lease) => (
            <tr key={lease.id}>
              <td><When at={lease.granted} /></td>
              <td>{length(lengthOf(lease.length))}</td>
              <td>{lease.ended ? <When at={lease.ended} /> : t("host.open")}</td>
              <td>{lease.outcome ? <Why of={lease.outcome} /> : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

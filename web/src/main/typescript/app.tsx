import { useEffect, useRef, useState } from "preact/hooks";
import { onSessionEnded, session as askSession, signOut } from "./api";
import { Fleet } from "./fleet";
import { Link } from "./parts/parts";
import { usePlace } from "./place";
import { SharedContext, useFleet, useShared } from "./state";
import { display, languages, ownZone, setDisplay, t, themes, time, useDisplay, word, type Theme } from "./text/text";
import type { Key } from "./text/en";
import type { Session } from "./types";
import { AuditView } from "./views/audit";
import { EnergyView } from "./views/energy";
import { EventsView } from "./views/events";
import { HostView } from "./views/host";
import { HostsView } from "./views/hosts";
import { NowView } from "./views/now";
import { PoolsView } from "./views/pools";
import { SignIn } from "./views/signin";

const ACTIVITY = 60_000;

export function App() {
  useDisplay();
  const [session, setSession] = useState<Session | null | "asking">("asking");
  const [ended, setEnded] = useState(false);
  const [shared, setShared] = useState<{ session: Session; fleet: Fleet } | null>(null);

  useEffect(() => {
    onSessionEnded(() => {
      setEnded(true);
      setSession(null);
    });
    let stopped = false;
    const ask = () => {
      askSession(true)
        .then((found) => !stopped && setSession(found))
        .catch(() => !stopped && window.setTimeout(ask, 2000));
    };
    ask();
    return () => void (stopped = true);
  }, []);

  useEffect(() => {
    if (session === null || session === "asking") {
      setShared(null);
      return;
    }
    const fleet = new Fleet();
    fleet.start();
    setShared({ session, fleet });
    return () => fleet.stop();
  }, [session]);

  // Who does something stays signed in; a page that nobody touches does not.
  useEffect(() => {
    let last = Date.now();
    const active = () => {
      if (Date.now() - last < ACTIVITY) return;
      last = Date.now();
      askSession(true).then((found) => found ?? setSession(null)).catch(() => undefined);
    };
    window.addEventListener("pointerdown", active);
    window.addEventListener("keydown", active);
    return () => {
      window.removeEventListener("pointerdown", active);
      window.removeEventListener("keydown", active);
    };
  }, []);

  if (session === "asking") return <p class="splash" role="status">Lungfish …</p>;
  if (session === null) {
    return <SignIn ended={ended} onSignedIn={(found) => { setEnded(false); setSession(found); }} />;
  }
  if (!shared) return null;
  return (
    <SharedContext.Provider value={shared}>
      <Frame onSignOut={() => void signOut().catch(() => undefined).then(() => setSession(null))} />
    </SharedContext.Provider>
  );
}

const views: { path: string; title: Key }[] = [
  { path: "", title: "nav.now" },
  { path: "hosts", title: "nav.hosts" },
  { path: "pools", title: "nav.pools" },
  { path: "energy", title: "nav.energy" },
  { path: "events", title: "nav.events" },
  { path: "audit", title: "nav.audit" },
];

function Frame({ onSignOut }: { onSignOut: () => void }) {
  const { path } = usePlace();
  const { session } = useShared();
  const view = views.find((one) => one.path === (path[0] ?? "")) ?? views[0]!;
  const detail = path[1];
  useEffect(() => {
    document.title = `${detail ?? t(view.title)} – Lungfish`;
  });
  return (
    <>
      <a class="skip" href="#content">{t("skip")}</a>
      <header class="bar">
        <Link to="/" class="brand">Lungfish</Link>
        <LinkState />
        <Settings session={session} onSignOut={onSignOut} />
      </header>
      <nav class="nav" aria-label={t("nav.label")}>
        {views
          .filter((one) => one.path !== "audit" || session.role === "admin")
          .map((one) => (
            <Link key={one.path} to={`/${one.path}`} current={one === view}>{t(one.title)}</Link>
          ))}
      </nav>
      <main id="content" tabIndex={-1}>
        <Away />
        {content(view.path, detail)}
      </main>
    </>
  );
}

function content(view: string, detail: string | undefined) {
  switch (view) {
    case "hosts": return detail ? <HostView key={detail} name={detail} /> : <HostsView />;
    case "pools": return <PoolsView name={detail} />;
    case "energy": return <EnergyView />;
    case "events": return <EventsView />;
    case "audit": return <AuditView />;
    default: return <NowView />;
  }
}

function LinkState() {
  const fleet = useFleet();
  return (
    <span class={`link l-${fleet.link}`} role="status">
      {fleet.link === "away" ? t("link.short", { time: fleet.heard ? time(fleet.heard) : "–" }) : word("link", fleet.link)}
    </span>
  );
}

/** Says that what is shown is old. */
function Away() {
  const fleet = useFleet();
  useEffect(() => {
    document.documentElement.classList.toggle("stale", fleet.link === "away");
  }, [fleet.link]);
  if (fleet.link !== "away") return null;
  return <p class="banner away" role="alert">{t("link.away", { time: fleet.heard ? time(fleet.heard) : "–" })}</p>;
}

function Settings({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const box = useRef<HTMLDetailsElement>(null);
  const chosen = display();
  const close = () => {
    if (box.current) box.current.open = false;
  };
  return (
    <details class="settings" ref={box} onKeyDown={(e) => e.key === "Escape" && close()}>
      <summary>
        <span class="who">{session.name}</span> <span class="role">{word("role", session.role)}</span>
      </summary>
      <div class="settings-box">
        <label class="field">
          <span>{t("settings.theme")}</span>
          <select onChange={(e) => setDisplay({ theme: e.currentTarget.value as Theme })}>
            {themes.map((theme) => (
              <option key={theme} value={theme} selected={theme === chosen.theme}>{word("theme", theme)}</option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{t("settings.language")}</span>
          <select onChange={(e) => setDisplay({ language: e.currentTarget.value })}>
            {languages.map(({ code, name }) => (
              <option key={code} value={code} lang={code} selected={code === chosen.language}>{name}</option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{t("settings.zone")}</span>
          <select onChange={(e) => setDisplay({ utc: e.currentTarget.value === "utc" })}>
            <option value="own" selected={!chosen.utc}>{t("zone.own", { zone: ownZone() })}</option>
            <option value="utc" selected={chosen.utc}>{t("zone.utc")}</option>
          </select>
        </label>
        <button type="button" onClick={onSignOut}>{t("signout")}</button>
      </div>
    </details>
  );
}

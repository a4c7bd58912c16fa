import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, told } from "../api";
import { go } from "../place";
import { moment, t, time, word } from "../text/text";
import type { Key } from "../text/en";
import { useShared } from "../state";
import type { FleetEvent, Reason } from "../types";

/** A link within the page. */
export function Link(props: { to: string; class?: string; current?: boolean; children: ComponentChildren }) {
  return (
    <a
      href={props.to}
      class={props.class}
      aria-current={props.current ? "page" : undefined}
      onClick={(e) => {
        if (e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey) return;
        e.preventDefault();
        go(props.to);
      }}
    >
      {props.children}
    </a>
  );
}

export function HostLink({ name }: { name: string }) {
  return <Link to={`/hosts/${encodeURIComponent(name)}`}>{name}</Link>;
}

/** A state, by its colour, its sign and its word. */
export function State({ of }: { of: string }) {
  return <span class={`state s-${of}`}>{word("state", of)}</span>;
}

/** A moment, short; the whole of it on demand. */
export function When({ at }: { at: string | undefined }) {
  if (!at) return <span class="quiet">–</span>;
  return <time dateTime={at} title={moment(at)}>{time(at)}</time>;
}

/** A reason in the controller's words. They are English, whatever the page's language is. */
export function Why({ of, remedy = false }: { of: Reason; remedy?: boolean }) {
  return (
    <span lang="en">
      {of.reason}
      {remedy && of.remedy ? <span class="remedy">{of.remedy}</span> : null}
    </span>
  );
}

/** An event, with the host that it is about where its words do not say that. */
export function EventText({ of }: { of: FleetEvent }) {
  const { fleet } = useShared();
  const host = of.host ? fleet.rows.get(of.host)?.name : undefined;
  return (
    <>
      {host && !of.event.reason.includes(host) ? <><HostLink name={host} />: </> : null}
      <Why of={of.event} />
    </>
  );
}

export function Card(props: { title: Key; id: string; class?: string; aside?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class={`card ${props.class ?? ""}`} id={`card-${props.id}`}>
      <div class="card-head">
        <h2 id={props.id}>{t(props.title)}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

export interface Loaded<T> { value: T | null; failed: Reason | null; again: () => void }

/** Reads a path, and again when a key changes; the old answer stays until the new one is there. */
export function useLoaded<T>(path: string | null, key: unknown = 0): Loaded<T> {
  const [value, setValue] = useState<{ of: string; it: T } | null>(null);
  const [failed, setFailed] = useState<Reason | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    get<T>(path, tries === 0 && key === 0, stop.signal)
      .then((it) => {
        setValue({ of: path, it });
        setFailed(null);
      })
      .catch((e: unknown) => {
        if (!stop.signal.aborted) setFailed(told(e));
      });
    return () => stop.abort();
  }, [path, key, tries]);
  return {
    value: value && value.of === path ? value.it : null,
    failed,
    again: () => setTries((n) => n + 1),
  };
}

/** What stands where an answer is not there yet, or failed. */
export function Pending({ of }: { of: Loaded<unknown> }) {
  if (of.failed) {
    return (
      <div class="failed" role="alert">
        <p>{t("failed")} <Why of={of.failed} remedy /></p>
        <button type="button" onClick={of.again}>{t("again")}</button>
      </div>
    );
  }
  return <p class="quiet" role="status">{t("loading")} …</p>;
}

export function Select(props: {
  label: string;
  value: string;
  options: { value: string; text: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <select value={props.value} onChange={(e) => props.onChange(e.currentTarget.value)}>
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>{option.text}</option>
        ))}
      </select>
    </label>
  );
}

export function Search(props: { label: string; hint?: string; value: string; onInput: (value: string) => void }) {
  return (
    <label class="field grow">
      <span>{props.label}</span>
      <input
        type="search"
        value={props.value}
        placeholder={props.hint}
        spellcheck={false}
        onInput={(e) => props.onInput(e.currentTarget.value)}
      />
    </label>
  );
}

/** Asks once, does it, and tells what came of it. */
export function Ask(props: { question: string; work: () => Promise<string>; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const [failed, setFailed] = useState<Reason | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const run = async () => {
    setBusy(true);
    try {
      setDone(await props.work());
    } catch (e) {
      setFailed(told(e));
    }
    setBusy(false);
  };
  const open = done === null && failed === null;
  return (
    <dialog ref={dialog} onClose={props.onClose} aria-labelledby="ask">
      <p id="ask" class="ask">{props.question}</p>
      <div aria-live="polite">
        {done !== null ? <p class="done">{done}</p> : null}
        {failed ? <div class="refused"><Why of={failed} remedy /></div> : null}
      </div>
      <div class="buttons">
        {open ? (
          <>
            <button type="button" class="primary" disabled={busy} onClick={() => void run()}>
              {busy ? `${t("ask.wait")} …` : t("ask.yes")}
            </button>
            <button type="button" onClick={() => dialog.current?.close()}>{t("ask.no")}</button>
          </>
        ) : (
          <button type="button" class="primary" ref={(it) => it?.focus()} onClick={() => dialog.current?.close()}>{t("close")}</button>
        )}
      </div>
    </dialog>
  );
}

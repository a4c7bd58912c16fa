import { useEffect, useRef, useState } from "preact/hooks";
import { signIn, told } from "../api";
import { Why } from "../parts/parts";
import { t } from "../text/text";
import type { Reason, Session } from "../types";

export function SignIn({ ended, onSignedIn }: { ended: boolean; onSignedIn: (session: Session) => void }) {
  const [token, setToken] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Reason | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const go = async () => {
    setBusy(true);
    setFailed(null);
    try {
      onSignedIn(await signIn(token.trim()));
    } catch (e) {
      setFailed(told(e));
    }
    setBusy(false);
  };
  return (
    <main class="signin">
      <form onSubmit={(e) => { e.preventDefault(); void go(); }}>
        <h1>Lungfish</h1>
        {ended ? <p class="banner" role="status">{t("signin.ended")}</p> : null}
        <label class="field">
          <span>{t("signin.token")}</span>
          <input
            type="password"
            name="token"
            autocomplete="off"
            required
            ref={input}
            value={token}
            aria-describedby="signin-help"
            onInput={(e) => setToken(e.currentTarget.value)}
          />
        </label>
        <p id="signin-help" class="quiet">{t("signin.help")}</p>
        <div aria-live="assertive">{failed ? <p class="refused"><Why of={failed} remedy /></p> : null}</div>
        <button class="primary" type="submit" disabled={busy || !token.trim()}>{t("signin.go")}</button>
        <p class="quiet">{t("signin.storage")}</p>
      </form>
    </main>
  );
}

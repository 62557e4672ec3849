import { useRouteError } from "react-router";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** A page that could not be opened: nearly always because a newer version of the program was just installed. */
export function RouteTrouble() {
  const t = useWords(words);
  const error = useRouteError();
  return (
    <main className="lone">
      <section className="panel lone-panel">
        <h1>{t.trouble}</h1>
        <p>{t.troubleWhy}</p>
        {error instanceof Error ? <p className="quiet small mono">{error.message}</p> : null}
        <p>
          <button type="button" className="plain-button" onClick={() => location.reload()}>
            {t.reload}
          </button>
        </p>
      </section>
    </main>
  );
}

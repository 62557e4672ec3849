import { Link } from "react-router";
import { paths } from "../paths.ts";
import { Page, Panel } from "../ui/page.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** An address that leads nowhere. */
export function NotFoundPage() {
  const t = useWords(words);
  return (
    <Page title={t.notFound}>
      <Panel>
        <p>{t.notFoundWhy}</p>
        <Link to={paths.today()}>{t.backToToday}</Link>
      </Panel>
    </Page>
  );
}

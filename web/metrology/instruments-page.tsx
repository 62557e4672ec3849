import { Page } from "../ui/page.tsx";

export function InstrumentsPage() {
  return <Page title="">{null}</Page>;
}

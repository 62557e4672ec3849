import { Page } from "../ui/page.tsx";

export function InstrumentPage() {
  return <Page title="">{null}</Page>;
}

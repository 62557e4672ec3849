import { Page } from "../ui/page.tsx";

export function SamplesPage() {
  return <Page title="">{null}</Page>;
}

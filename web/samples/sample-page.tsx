import { Page } from "../ui/page.tsx";

export function SamplePage() {
  return <Page title="">{null}</Page>;
}

import { Page } from "../ui/page.tsx";

export function ReceptionPage() {
  return <Page title="">{null}</Page>;
}

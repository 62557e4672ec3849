import { Page } from "../ui/page.tsx";

export function MethodsPage() {
  return <Page title="">{null}</Page>;
}

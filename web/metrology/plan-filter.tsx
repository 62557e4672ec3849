import { Select } from "antd";
import { equipmentKinds } from "../../server/kernel/equipment-kinds.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { DueFilter } from "../../server/metrology/plan-contract.ts";
import type { planLoad } from "../../server/metrology/plan-contract.ts";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { useWords } from "../words.ts";
import { planWords } from "./plan-words.ts";
import { words } from "./words.ts";

/** The filter of the plan as it stands in the address. */
export function usePlanFilter(): DueFilter {
  const [q] = useFilter("q");
  const [place] = useFilter("place");
  const [kind] = useFilter("kind");
  const [category] = useFilter("category");
  const [agency] = useFilter("agency");
  const said = { q, place, kind, category, agency };
  return DueFilter.safeParse(said).data ?? {};
}

/** Search, place, kind, category and agency, kept in the address. */
export function PlanFilter({ load }: { load: ReplyOf<typeof planLoad> | undefined }) {
  const t = useWords(planWords);
  const own = useWords(words);
  const plain = (values: readonly string[] | undefined) => (values ?? []).map((value) => ({ value, label: value }));
  return (
    <div className="bar plan-filter">
      <SearchBox label={t.search} />
      <Choice name="place" any={t.anyPlace} options={plain(load?.places)} />
      <Choice
        name="kind"
        any={t.anyKind}
        options={equipmentKinds.map((value) => ({ value, label: own.kinds[value] ?? value }))}
      />
      <Choice
        name="category"
        any={t.anyCategory}
        options={(["compulsory", "measurement_standard", "other"] as const).map((value) => ({
          value,
          label: t.categories[value],
        }))}
      />
      <Choice name="agency" any={t.anyAgency} options={plain(load?.knownAgencies)} />
    </div>
  );
}

function Choice({ name, any, options }: { name: string; any: string; options: { value: string; label: string }[] }) {
  const [value, set] = useFilter(name);
  return (
    <Select
      className="filter"
      aria-label={any}
      placeholder={any}
      allowClear
      showSearch
      optionFilterProp="label"
      value={value ?? null}
      options={options}
      onChange={(chosen) => set(chosen ?? undefined)}
    />
  );
}

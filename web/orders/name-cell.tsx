import type { KeyboardEvent } from "react";
import { useState } from "react";
import { listProducts } from "../../server/catalogue/contract.ts";
import type { ProductView } from "../../server/catalogue/contract.ts";
import { listTemplates } from "../../server/orders/reception-contract.ts";
import { useAsk } from "../api.ts";
import { useLater } from "../ui/later.ts";
import { useWords } from "../words.ts";
import type { SampleDraft } from "./order-draft.ts";
import { SuggestCell } from "./suggest-cell.tsx";
import { withTemplate } from "./templates.ts";
import { words } from "./words.ts";

/** The name of a sample; the laboratory's templates and the catalogue's products are offered while one types. */
export function NameCell(props: {
  cell: string;
  field: string;
  label: string;
  sample: SampleDraft;
  onChange: (column: string, change: Partial<SampleDraft>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}) {
  const t = useWords(words);
  const { sample } = props;
  const [isTyped, setIsTyped] = useState(false);
  const q = useLater(isTyped ? sample.name.trim() : "", 200);
  const asked = useAsk(listProducts, { query: { q } }, { enabled: q !== "" });
  const known = useAsk(listTemplates, {}, { enabled: isTyped, staleTime: 60_000 });
  const products = q === "" ? [] : (asked.data?.rows ?? []);
  const templates = (known.data?.rows ?? []).filter(({ name }) => q !== "" && name.includes(q));
  const offered = [
    ...templates.map((template) => ({
      key: template.id,
      label: (
        <span className="option-two">
          <strong>{template.name}</strong>
          <span className="small">
            {t.template} · {t.testCount(template.tests.length)}
          </span>
        </span>
      ),
    })),
    ...products.map((product) => ({
      key: product.id,
      label: (
        <span className="option-two">
          <strong>{product.name}</strong>
          <span className="quiet small">{[product.specification, product.producer].filter(Boolean).join(" · ")}</span>
        </span>
      ),
    })),
  ];
  return (
    <SuggestCell
      cell={props.cell}
      field={props.field}
      label={props.label}
      value={sample.name}
      title={sample.name}
      offer={(typed) => (typed === null ? [] : offered)}
      onType={(name) => {
        setIsTyped(true);
        props.onChange("name", { name });
      }}
      onChoose={(key) => {
        setIsTyped(false);
        const template = templates.find(({ id }) => id === key);
        const product = products.find(({ id }) => id === key);
        if (template) props.onChange("template", withTemplate(sample, template.name, template));
        else if (product) props.onChange("product", fromProduct(product, sample));
      }}
      onKeyDown={props.onKeyDown}
    />
  );
}

/** What the catalogue knows of a product; what was typed already and the catalogue does not know stays. */
export function fromProduct(product: ProductView, sample: SampleDraft): Partial<SampleDraft> {
  return {
    name: product.name,
    gtin: product.gtin ?? sample.gtin,
    category: product.category || sample.category,
    specification: product.specification ?? sample.specification,
    producer: product.producer ?? sample.producer,
    storage: product.storage ?? sample.storage,
  };
}

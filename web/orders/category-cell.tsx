import { useMemo } from "react";
import type { KeyboardEvent } from "react";
import { categoryNamed } from "../../server/kernel/category-named.ts";
import { useWords } from "../words.ts";
import { SuggestCell } from "./suggest-cell.tsx";
import { words } from "./words.ts";

const mostOffered = 60;

/** A category by any part of its path; the narrowest name is what one reads in the cell, the whole path is kept. */
export function CategoryCell(props: {
  cell: string;
  field: string;
  label: string;
  value: string;
  categories: readonly string[];
  onChange: (category: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}) {
  const t = useWords(words);
  const { value, categories } = props;
  const isKnown = useMemo(() => categories.includes(value), [categories, value]);
  const offer = (typed: string | null) => {
    if (typed === null) return [];
    const parts = typed.normalize("NFKC").trim().split(/\s+/);
    return categories
      .filter((category) => parts.every((part) => category.includes(part)))
      .slice(0, mostOffered)
      .map((category) => ({ key: category, label: <CategoryPath of={category} /> }));
  };
  return (
    <SuggestCell
      {...props}
      value={isKnown ? (value.split(">").at(-1) ?? value) : value}
      title={value}
      isWrong={value !== "" && categories.length > 0 && !isKnown}
      placeholder={t.chooseCategory}
      offer={offer}
      onType={(typed) => props.onChange(categoryNamed(typed, categories) ?? typed)}
      onChoose={props.onChange}
    />
  );
}

function CategoryPath({ of: category }: { of: string }) {
  const parts = category.split(">");
  return (
    <span className="option-two">
      <strong>{parts.at(-1)}</strong>
      <span className="quiet small">{parts.slice(0, -1).join(" › ")}</span>
    </span>
  );
}

import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { useLater } from "./later.ts";

/** A search kept in the address, so that going back finds the same list again. */
export function SearchBox({ label, name = "q" }: { label: string; name?: string }) {
  const [search, setSearch] = useSearchParams();
  const inAddress = search.get(name) ?? "";
  const [typed, setTyped] = useState(inAddress);
  const rested = useLater(typed, 250);
  useEffect(() => {
    setSearch((before) => withFilter(before, name, rested), { replace: true });
  }, [rested, name, setSearch]);
  return (
    <Input
      className="search-box"
      prefix={<SearchOutlined />}
      aria-label={label}
      placeholder={label}
      allowClear
      value={typed}
      maxLength={80}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}

/** One filter of a list, read from and written to the address. */
export function useFilter(name: string): [value: string | undefined, set: (value: string | undefined) => void] {
  const [search, setSearch] = useSearchParams();
  return [
    search.get(name) || undefined,
    (value) => setSearch((before) => withFilter(before, name, value ?? ""), { replace: true }),
  ];
}

function withFilter(before: URLSearchParams, name: string, value: string): URLSearchParams {
  const after = new URLSearchParams(before);
  if (value) after.set(name, value);
  else after.delete(name);
  return after;
}

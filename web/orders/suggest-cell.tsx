import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { createPortal } from "react-dom";

export type Suggestion = { key: string; label: ReactNode };

/**
 * A cell of the grid that offers what was meant while one types. The arrows belong to the offer only while it is open;
 * else they move in the grid. A plain input, so that hundreds of them stay quick.
 */
export function SuggestCell(props: {
  cell: string;
  field: string;
  label: string;
  value: string;
  isWrong?: boolean;
  title?: string;
  placeholder?: string;
  /** What is offered; asked for only while this cell has the focus and something was typed. */
  offer: (typed: string | null) => readonly Suggestion[];
  onType: (value: string) => void;
  onChoose: (key: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const offered = props.offer(typed);
  const isOpen = typed !== null && offered.length > 0;
  const chosen = Math.min(active, offered.length - 1);
  const close = () => {
    setTyped(null);
    setActive(0);
  };
  const choose = (suggestion: Suggestion | undefined) => {
    if (suggestion) props.onChoose(suggestion.key);
    close();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "ArrowDown" && event.altKey) {
      event.preventDefault();
      setTyped(props.value);
      return;
    }
    if (!isOpen || event.ctrlKey || event.metaKey) return props.onKeyDown(event);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((chosen + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(offered[chosen]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else props.onKeyDown(event);
  };
  return (
    <>
      <input
        ref={input}
        className={props.isWrong ? "grid-cell grid-cell-wrong" : "grid-cell"}
        data-cell={props.cell}
        data-field={props.field}
        aria-label={props.label}
        aria-invalid={props.isWrong}
        title={props.title}
        placeholder={props.placeholder}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-activedescendant={isOpen ? `${id}-${chosen}` : undefined}
        autoComplete="off"
        value={props.value}
        onKeyDown={onKeyDown}
        onBlur={close}
        onChange={({ target }) => {
          setTyped(target.value);
          setActive(0);
          props.onType(target.value);
        }}
      />
      {isOpen && input.current ? (
        <Offer id={id} of={input.current} offered={offered} active={chosen} onChoose={choose} />
      ) : null}
    </>
  );
}

function Offer(props: {
  id: string;
  of: HTMLElement;
  offered: readonly Suggestion[];
  active: number;
  onChoose: (suggestion: Suggestion) => void;
}) {
  const place = props.of.getBoundingClientRect();
  const isAbove = place.bottom + 240 > innerHeight && place.top > 260;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [props.active]);
  return createPortal(
    <ul
      ref={list}
      id={props.id}
      role="listbox"
      className="offer"
      style={{
        left: Math.max(8, Math.min(place.left, innerWidth - 436)),
        ...(isAbove ? { bottom: innerHeight - place.top + 2 } : { top: place.bottom + 2 }),
      }}
    >
      {props.offered.map((suggestion, i) => (
        <li
          key={suggestion.key}
          id={`${props.id}-${i}`}
          role="option"
          aria-selected={i === props.active}
          onMouseDown={(event) => {
            event.preventDefault(); // the cell keeps the focus
            props.onChoose(suggestion);
          }}
        >
          {suggestion.label}
        </li>
      ))}
    </ul>,
    document.body,
  );
}

import { useEffect } from "react";
import type { ReactNode } from "react";

/** A page: its one heading, what may be done with the whole of it, and the rest. */
export function Page({
  title,
  extra,
  below,
  children,
}: {
  title: ReactNode;
  extra?: ReactNode;
  below?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = typeof title === "string" ? `${title} · LIMS` : "LIMS";
  }, [title]);
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {below ? <div className="quiet">{below}</div> : null}
        </div>
        {extra ? <div className="page-extra">{extra}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A block on a page with a heading of its own. */
export function Panel({
  title,
  extra,
  children,
  flush,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className={flush ? "panel panel-flush" : "panel"}>
      {title || extra ? (
        <header className="panel-head">
          <h2>{title}</h2>
          {extra}
        </header>
      ) : null}
      {children}
    </section>
  );
}

/** Facts in pairs; what is empty is left out. */
export function Facts({ of }: { of: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {of
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

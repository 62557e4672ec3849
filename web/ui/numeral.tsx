/**
 * A measured figure exactly as read, in tabular digits. Under one another figures align on their decimal point: `before`
 * and `after` say how many places the column keeps free on each side of it.
 */
export function Figure({
  text,
  unit,
  before = 1,
  after = 0,
}: {
  text: string | null;
  unit?: string;
  before?: number;
  after?: number;
}) {
  if (text === null) return <span className="quiet">–</span>;
  const parts = /^([<>≤≥]?\s?-?\d+)((?:\.\d+)?)$/.exec(text);
  return (
    <span className="figure">
      {parts ? (
        <>
          <span className="figure-whole" style={{ minWidth: `${before}ch` }}>
            {parts[1]}
          </span>
          <span className="figure-rest" style={{ minWidth: after ? `${after + 0.5}ch` : undefined }}>
            {parts[2]}
          </span>
        </>
      ) : (
        <span>{text}</span>
      )}
      {unit ? <span className="figure-unit">{unit}</span> : null}
    </span>
  );
}

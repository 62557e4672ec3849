import { groupNumber } from "../../server/kernel/numbers.ts";

/** A system number in the groups people read it in; copied without spaces. */
export function NumberText({ children }: { children: string }) {
  const groups = groupNumber(children).split(" ");
  return (
    <span className="number" title={children}>
      {groups.map((group, i) => (
        // the groups of one number never change their order
        <span key={i} className="number-group">
          {group}
        </span>
      ))}
    </span>
  );
}

// Units as standards print them: CFU/g(mL) is CFU/g or CFU/mL, /25g(mL) is /25 g or /25 mL, MPN/mL或CFU/mL is either.

/** Whether a limit in one unit may be compared with a result in the other. */
export function isSameUnit(a: string, b: string): boolean {
  const known = unitsIn(b);
  return unitsIn(a).some((unit) => known.includes(unit));
}

/** The plain units that a printed one stands for. */
export function unitsIn(printed: string): string[] {
  const plain = printed.replace(/\s/g, "").replaceAll("µ", "μ").replace("（", "(").replace("）", ")");
  return plain.split("或").flatMap((unit) => {
    const either = /^(.*\/\d*)g\(mL\)$/.exec(unit);
    return either ? [`${either[1]}g`, `${either[1]}mL`] : [unit];
  });
}

/** Of the method's and the limit's printed unit the one that says more exactly what was tested. */
export function exactUnit(methodUnit: string, limitUnits: readonly string[]): string {
  const narrower = limitUnits.find(
    (unit) => isSameUnit(unit, methodUnit) && unitsIn(unit).length < unitsIn(methodUnit).length,
  );
  return narrower ?? methodUnit;
}

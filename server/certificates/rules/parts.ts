// What is outside the accredited scope never stands beside what is within it (domain.md, Words on a certificate): such
// items go on a certificate of their own, without any mark.

/** Printed above the title of an unmarked certificate. */
export const unmarkedHeading = "不具有对社会的证明作用，仅供委托方内部参考";
export const unmarkedHeadingEn = "No proof towards third parties; for the client's internal reference only";

type Work = { readonly tasks: readonly { readonly isOutOfScope: boolean }[] };

/** The certificates that samples need together: at most one with the marks and one without, each with its own tests alone. */
export function certificateParts<T extends Work>(
  reviews: readonly T[],
): { isUnmarked: boolean; reviews: [T, ...T[]] }[] {
  return [false, true].flatMap((isUnmarked) => {
    const [first, ...further] = partsOf(reviews, isUnmarked);
    return first ? [{ isUnmarked, reviews: [first, ...further] as [T, ...T[]] }] : [];
  });
}

/** The samples that have tests of one of the two, each with those alone. */
export function partsOf<T extends Work>(reviews: readonly T[], isUnmarked: boolean): T[] {
  return reviews.map((review) => partOf(review, isUnmarked)).filter(({ tasks }) => tasks.length > 0);
}

/** The tests of one of the two. */
export function partOf<T extends Work>(review: T, isUnmarked: boolean): T {
  return { ...review, tasks: review.tasks.filter((task) => task.isOutOfScope === isUnmarked) };
}

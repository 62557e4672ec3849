/** Items tested of each sample, and samples on each order. */
export const perSample = 10;
export const perOrder = 10;
/** How long the work of which a part is generated took, in days. */
export const days = 2190;

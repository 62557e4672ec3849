// While a page opens, scans wait for it: who scans a shelf and then a box means the box for the shelf's page.

let opening = 0;
const longestWait = 3000;

/** A page is being opened; the answer says that it is there, or that nobody waits for it any longer. */
export function holdScans(): () => void {
  opening += 1;
  let isHeld = true;
  return () => {
    if (isHeld) opening -= 1;
    isHeld = false;
  };
}

/** Resolves when no page is being opened; a page that does not come is not waited for beyond three seconds. */
export async function pageIsThere(): Promise<void> {
  for (let waited = 0; opening > 0 && waited < longestWait; waited += 20) await pause(20);
}

/** Resolves with the promise, or after three seconds without it. */
export function notForever(promise: Promise<unknown>): Promise<unknown> {
  return Promise.race([promise, pause(longestWait)]);
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

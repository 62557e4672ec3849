import type { Reporter, SerializedError, TestModule, Vitest } from "vitest/node";

/** Ends the run with the line that CI reads, and names every test that was skipped, so that none is skipped unseen. */
export default class CountingReporter implements Reporter {
  private isFiltered = false;

  onInit(vitest: Vitest): void {
    this.isFiltered = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const skipped: string[] = [];
    const count = { passed: 0, failed: errors.length };
    for (const module of modules) {
      if (module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") count.passed += 1;
        else if (state === "failed") count.failed += 1;
        else {
          const { note } = test.result() as { note?: string };
          skipped.push(`${module.relativeModuleId} > ${test.fullName}${note ? ` (${note})` : ""}`);
        }
      }
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) count.failed += 1;
    }
    if (!this.isFiltered) for (const name of skipped) console.log(`skipped: ${name}`);
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${skipped.length} skipped`);
  }
}

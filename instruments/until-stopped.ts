/** Resolves when this process is asked to end: by a signal, or because the process that forked it is gone. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    // the process that forked it may have gone while this one was still loading: that event is over
    if (process.send !== undefined && !process.connected) return resolve();
    const stop = () => {
      // a second signal ends at once, as people expect of Ctrl-C
      process.off("SIGINT", stop).off("SIGTERM", stop).off("SIGHUP", stop).off("disconnect", stop);
      if (process.connected) process.disconnect();
      resolve();
    };
    process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop).on("disconnect", stop);
  });
}

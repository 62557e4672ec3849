import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The web is built into dist/web, which the server serves; in development Vite asks the running server for the data. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  publicDir: false, // web/public holds pages, not files to copy
  plugins: [react()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "react",
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack)[\\/]/,
              priority: 30,
            },
            { name: "zod", test: /node_modules[\\/]zod[\\/]|web[\\/]no-eval/, priority: 20 },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { "/api": { target: "http://127.0.0.1:8080", changeOrigin: false } } },
});

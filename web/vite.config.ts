// The build: hashed files under dist/assets, split by route, with nothing inline (the server's policy forbids it).
import { convertCssVariables, defaultCssVariablesResolver, DEFAULT_THEME, mergeMantineTheme } from "@mantine/core";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

import { theme } from "./src/app/theme";

// Mantine would write its theme's variables into a <style> element when the page starts; the policy allows
// only style sheets, so they are written at build time instead.
function themeSheet(): Plugin {
  const name = "virtual:theme.css";
  return {
    name: "theme-sheet",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => {
      if (id !== `\0${name}`) return null;
      const whole = mergeMantineTheme(DEFAULT_THEME, theme);
      return convertCssVariables(defaultCssVariablesResolver(whole), ":root");
    },
  };
}

const calltracker = process.env.CALLTRACKER_SERVER ?? "http://127.0.0.1:8787";
const proxy = { "/api": calltracker, "/healthz": calltracker };

export default defineConfig({
  plugins: [react(), themeSheet()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        manualChunks: (id) => {
          if (/node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|@remix-run)\//.test(id)) return "react";
          if (/node_modules\/@tanstack\/(query|react-query)/.test(id)) return "query";
          return undefined;
        },
      },
    },
  },
  server: { proxy },
  preview: { proxy },
});

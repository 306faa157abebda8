// Besides the usual rules: who may import whom. Lower folders never see higher ones, features never see each other,
// and only api/ talks to the server.
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const folders = ["api", "ui", "domain", "features", "app"];

function mayImport(folder, allowed) {
  const forbidden = folders.filter((other) => other !== folder && !allowed.includes(other));
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: {
      "no-restricted-imports": ["error", {
        patterns: forbidden.map((other) => ({
          group: [`**/${other}/**`, `**/${other}`],
          message: `src/${folder} may not import src/${other}`,
        })),
      }],
    },
  };
}

export default tseslint.config(
  { ignores: ["dist", "node_modules"] },
  ...tseslint.configs.recommended,
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      "max-lines": ["error", 400],
      "no-restricted-globals": ["error",
        { name: "fetch", message: "only src/api talks to the server" },
        { name: "EventSource", message: "only src/api talks to the server" }],
      "no-restricted-syntax": ["error",
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "text from a call is never markup" }],
    },
  },
  mayImport("api", []),
  mayImport("ui", []),
  mayImport("domain", ["api", "ui"]),
  {
    ...mayImport("features", ["api", "ui", "domain"]),
    rules: {
      "no-restricted-imports": ["error", {
        patterns: [
          { group: ["**/app/**"], message: "src/features may not import src/app" },
          { regex: "^\\.\\./\\.\\./features/|^\\.\\./(?!\\.\\./)[^/]+/", message: "features do not import each other" },
        ],
      }],
    },
  },
  { files: ["src/api/**/*.{ts,tsx}"], rules: { "no-restricted-globals": "off" } },
);

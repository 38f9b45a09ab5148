// What a linter must not find in the theme's scripts and their tests. Run from the root:
// tests/browser/node_modules/.bin/eslint --config tests/browser/eslint.config.mjs src tests/scripts
import js from "@eslint/js";
import globals from "globals";

const strict = {
  "array-callback-return": "error",
  "consistent-return": "error",
  eqeqeq: "error",
  "no-console": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-param-reassign": "error",
  "no-promise-executor-return": "error",
  "no-self-compare": "error",
  "no-shadow": "error",
  "no-template-curly-in-string": "error",
  "no-throw-literal": "error",
  "no-use-before-define": ["error", { functions: false }],
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "require-atomic-updates": "error",
  // What a catalog says must never become markup.
  "no-restricted-properties": [
    "error",
    { property: "innerHTML", message: "texts go in as textContent" },
    { property: "outerHTML", message: "texts go in as textContent" },
    { property: "insertAdjacentHTML", message: "texts go in as textContent" },
  ],
};

export default [
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["src/**/*.js"], languageOptions: { globals: globals.browser }, rules: strict },
  { files: ["tests/scripts/**/*.js"], languageOptions: { globals: globals.node }, rules: strict },
];

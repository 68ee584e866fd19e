import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules/", "out/", "coverage/", "**/*.mjs", "**/*.cjs", "jest.*config.js"] },
    js.configs.recommended,
    ...tseslint.configs.strictTypeChecked,
    {
        languageOptions: { parserOptions: { project: "./tsconfig.json" } },
        rules: {
            // `${number}` reads better than `${String(number)}`.
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
            // Pulumi's resources register themselves when they are constructed.
            "no-new": "off",
            "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
            "max-lines": ["error", { max: 300 }],
            // A fifth of the linter's time, for numbers in the place of an enum: the program has no enum of its own.
            "@typescript-eslint/no-unsafe-enum-assignment": "off",
        },
    },
    {
        files: ["dashboards/**"],
        rules: {
            // The builder of the classic model is marked deprecated, but Grafana's file provisioning reads that model.
            "@typescript-eslint/no-deprecated": "off",
        },
    },
);

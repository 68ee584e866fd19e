import { runbooksIn, runbookUrl } from "../../model/alerting/runbooks";
import { configOf } from "../rules/harness/rules";

const GITHUB = "https://github.com/coffee/observability/blob/main/rules/runbooks";

test.each([
    ["github:coffee/observability", GITHUB],
    ["https://github.com/coffee/observability", GITHUB],
    [{ type: "git", url: "git+https://github.com/coffee/observability.git" }, GITHUB],
    ["ssh://git@github.com/coffee/observability.git", GITHUB],
    ["gitlab:coffee/observability", "https://gitlab.com/coffee/observability/-/blob/main/rules/runbooks"],
    ["https://git.example.com/coffee/observability", undefined],
    [undefined, undefined],
])("a repository %j has its runbooks at %j", (repository, expected) => {
    expect(runbooksIn(repository)).toBe(expected);
});

test("what is set counts, then the repository with the ending of its files, then a name that nobody has published", () => {
    const set = configOf({ notifications: { runbookBaseUrl: "https://runbooks.example.com" } });
    expect(runbookUrl(set, "ServiceDown", GITHUB)).toBe("https://runbooks.example.com/ServiceDown");
    expect(runbookUrl(configOf(), "ServiceDown", GITHUB)).toBe(`${GITHUB}/ServiceDown.md`);
    expect(runbookUrl(configOf(), "ServiceDown", undefined)).toBe("https://runbooks.gocoffee.dev/ServiceDown");
});

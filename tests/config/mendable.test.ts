import { RunError } from "@pulumi/pulumi";
import { ConfigurationError, MendableError } from "../../config/problems";

test("Pulumi tells what can be mended by its message alone, as it does its own RunError", () => {
    expect(RunError.isInstance(new MendableError("made up"))).toBe(true);
    expect(RunError.isInstance(new ConfigurationError([], "dev"))).toBe(true);
    expect(RunError.isInstance(new Error("made up"))).toBe(false);
});

import { parsePulumiYaml, pulumiText } from "../../scripts/shared/planning/pulumi-yaml";

/**
 * What Pulumi's own configuration package hands to a program (github.com/pulumi/pulumi/sdk/v3 v3.276.0,
 * `encoding.YAML.Unmarshal` into `config.Map`, then `Decrypt`), for values as they are written in a stack file.
 */
const WRITTEN: readonly (readonly [written: string, text: string, inside: string])[] = [
    // Dates and times, which it prints the way Go does.
    ["2027-05-01", "2027-05-01 00:00:00 +0000 UTC", '"2027-05-01 00:00:00 +0000 UTC"'],
    ["2027-5-1", "2027-05-01 00:00:00 +0000 UTC", '"2027-05-01 00:00:00 +0000 UTC"'],
    ["2027-05-01 07:15:00", "2027-05-01 07:15:00 +0000 UTC", '"2027-05-01 07:15:00 +0000 UTC"'],
    ["2027-05-01t7:5:0.250Z", "2027-05-01 07:05:00.25 +0000 UTC", '"2027-05-01 07:05:00.25 +0000 UTC"'],
    ["2027-05-01T07:15:00-03:30", "2027-05-01 07:15:00 -0330 -0330", '"2027-05-01 07:15:00 -0330 -0330"'],
    ["!!timestamp 2027-05-01", "2027-05-01 00:00:00 +0000 UTC", '"2027-05-01 00:00:00 +0000 UTC"'],
    // No dates: quoted, tagged, not in the calendar, half a time.
    ['"2027-05-01"', "2027-05-01", '"2027-05-01"'],
    ["!!str 2027-05-01", "2027-05-01", '"2027-05-01"'],
    ["2027-02-29", "2027-02-29", '"2027-02-29"'],
    ["2027-05-01T07:15:00", "2027-05-01T07:15:00", '"2027-05-01T07:15:00"'],
    ["2027-05-01 07:15", "2027-05-01 07:15", '"2027-05-01 07:15"'],
    ["27-05-01", "27-05-01", '"27-05-01"'],
    ["07:15", "07:15", '"07:15"'],
    ["1:07:15", "1:07:15", '"1:07:15"'],
    // Whole numbers in any notation, with underscores.
    ["0750", "488", "488"],
    ["-0750", "-488", "-488"],
    ["0o750", "488", "488"],
    ["0xbEEf", "48879", "48879"],
    ["0b1010", "10", "10"],
    ["2_500_000", "2500000", "2500000"],
    ["7__0_", "70", "70"],
    ["+12", "12", "12"],
    ["18446744073709551615", "18446744073709551615", "18446744073709551615"],
    ["18446744073709551616", "18446744073709552000", "18446744073709552000"],
    ["-9223372036854775808", "-9223372036854775808", "-9223372036854775808"],
    // An octal with an 8 is decimal; a zero in front is lost.
    ["089", "89", "89"],
    ["0099.50", "99.5", "99.5"],
    // No numbers.
    ["'0750'", "0750", '"0750"'],
    ["_7", "_7", '"_7"'],
    ["0xg", "0xg", '"0xg"'],
    ["0o9", "0o9", '"0o9"'],
    ["1,5", "1,5", '"1,5"'],
    ["3.1.4", "3.1.4", '"3.1.4"'],
    ["._5", "._5", '"._5"'],
    ["0xFFFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFFFF", '"0xFFFFFFFFFFFFFFFFFF"'],
    // Fractions.
    ["2.50", "2.5", "2.5"],
    ["4.", "4", "4"],
    [".75", "0.75", "0.75"],
    ["6e2", "600", "600"],
    ["6E-9", "6e-9", "6e-9"],
    ["1e21", "1e+21", "1e+21"],
    ["1_0.2_5", "10.25", "10.25"],
    ["-0.0", "-0", "-0"],
    // Booleans and null, of YAML 1.2 alone.
    ["TRUE", "true", "true"],
    ["False", "false", "false"],
    ["fAlse", "fAlse", '"fAlse"'],
    ["yes", "yes", '"yes"'],
    ["Off", "Off", '"Off"'],
    ["n", "n", '"n"'],
    ["~", "", "null"],
    ["NULL", "", "null"],
    ["", "", "null"],
    ['""', "", '""'],
    // Structures.
    [
        "{b: 0b11, a: [2027-05-01, ~]}",
        '{"a":["2027-05-01 00:00:00 +0000 UTC",null],"b":3}',
        '{"a":["2027-05-01 00:00:00 +0000 UTC",null],"b":3}',
    ],
    ["{007: x, 1_0: y}", '{"10":"y","7":"x"}', '{"10":"y","7":"x"}'],
    ["['a <b> & c']", '["a \\u003cb\\u003e \\u0026 c"]', '["a \\u003cb\\u003e \\u0026 c"]'],
    ["!!binary Y29mZmVl", "coffee", '"coffee"'],
];

test.each(WRITTEN)("%s is handed over as %s", (written, text, inside) => {
    const file = `top: ${written}\nmap:\n  key: ${written}\nlist:\n  - ${written}\n`;
    const { top, map, list } = parsePulumiYaml(file) as { readonly [key: string]: unknown };
    expect([top, map, list].map(pulumiText)).toEqual([text, `{"key":${inside}}`, `[${inside}]`]);
});

test("maps are merged, an alias is what it stands for", () => {
    const file = "base: &base {size: 010}\nmore:\n  <<: *base\n  own: yes\nsame: *base\n";
    const { more, same } = parsePulumiYaml(file) as { readonly [key: string]: unknown };
    expect([more, same].map(pulumiText)).toEqual(['{"own":"yes","size":8}', '{"size":8}']);
});

test.each([".inf", "-.Inf", "+.INF", ".nan"])("%s is refused, as the CLI refuses it", (written) => {
    const { top } = parsePulumiYaml(`top: [${written}]`) as { readonly top: unknown };
    expect(() => pulumiText(top)).toThrow("can't be handed to a program");
});

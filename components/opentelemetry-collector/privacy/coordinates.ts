import { re, type Marks } from "./marks";
import type { Rule } from "./rules";
import { ASSIGN } from "./text";

/** Where somebody is: cut to two digits, about a kilometre. */
const FIRST_TWO = "-?[0-9]{1,3}\\.[0-9]{2}";
const REST = "[0-9]+";
const QUOTE = `["'${re.quote}${re.number}]?`;

export const coordinates = (treatment: "keep" | "round", marks: Marks): readonly Rule[] =>
    treatment === "keep"
        ? []
        : [
              {
                  hints: [["lat", "lon", "lng", "location", "coord", "position", "geo"], ["\\.[0-9]{3}"]],
                  steps: [
                      {
                          find: `((?i:lat|latitude|lon|long|lng|longitude)${ASSIGN}${QUOTE})(${FIRST_TWO})(${REST})`,
                          by: `\${1}${marks.cut("${2}", "${2}${3}")}`,
                      },
                      {
                          find: `((?i:location|coordinates?|coords?|position|geo|point)["'${re.quote}]?(?:${ASSIGN}| )[\\[("'${re.quote}]?)(${FIRST_TWO})(${REST})(, ?)(${FIRST_TWO})(${REST})`,
                          by: `\${1}${marks.cut("${2}", "${2}${3}")}\${4}${marks.cut("${5}", "${5}${6}")}`,
                      },
                  ],
              },
          ];

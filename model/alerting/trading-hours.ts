/** When coffee is sold. */

import { ALWAYS } from "../../config/schema/business";
import type { StackConfig } from "../../config/schema";

type Hours = StackConfig["business"]["officeHours"];

/** As configured; always, where nobody has said when. */
export const tradingHours = ({ business }: Pick<StackConfig, "business">): Hours => business.tradingHours ?? ALWAYS;

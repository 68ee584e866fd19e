/** How people sign in to Grafana. */

import { z } from "zod";
import { shaped, text } from "./shapes";

/** A group of the identity provider, as its claims name it: it gets into an expression of Grafana's. */
const group = shaped(/^[^;#'"`\\\s][^;#'"`\\\n]*$/, "a group, without quotes, ; or #", "platform-engineers");

/** A secret goes there: never in clear. */
const endpoint = shaped(/^https:\/\/[^\s/]+(\/\S*)?$/, "an https:// URL", "https://id.example.com/oauth2/token");

/** https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/generic-oauth/ */
export const signIn = z
    .strictObject({
        name: text().default("single sign-on").describe("What the button is called."),
        clientId: text().describe("Client of Grafana at the identity provider; its secret is grafanaSignInSecret."),
        authUrl: endpoint.describe("Authorization endpoint of the identity provider."),
        tokenUrl: endpoint.describe("Token endpoint."),
        apiUrl: endpoint.describe("User info endpoint."),
        scopes: z.array(text()).min(1).default(["openid", "profile", "email", "groups"]).describe("Scopes asked for."),
        groupsClaim: shaped(/^[A-Za-z_][\w.]*$/, "a claim", "groups")
            .default("groups")
            .describe("Claim with the groups of a person."),
        administrators: z.array(group).default([]).describe("Groups whose members administer Grafana."),
        editors: z.array(group).default([]).describe("Groups whose members may edit dashboards of their own."),
        viewers: z
            .array(group)
            .optional()
            .describe("Groups whose members may look; unset, everyone whom the identity provider lets in."),
        passwordLogin: z
            .boolean()
            .default(true)
            .describe("Whether the administrator's password opens it too: the way in while the provider is away."),
    })
    .describe("Sign-in by OpenID Connect.");

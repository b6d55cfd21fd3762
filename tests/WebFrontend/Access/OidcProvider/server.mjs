// An OpenID Connect authority for the tests: oidc-provider with JWT access tokens for the audience "jobvite". It is told by POST /test/start
// where the console is, and makes itself a new key by POST /test/roll.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

let provider;
let front;
let keys = 0;

function newKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: `key-${++keys}`, use: "sig", alg: "RS256" };
}

function start() {
  provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
    clients: [{
      client_id: "console",
      client_secret: "client-pass",
      token_endpoint_auth_method: "client_secret_post",
      grant_types: ["authorization_code", "refresh_token"],
      redirect_uris: [`${front}/sign-in/callback`],
      post_logout_redirect_uris: [`${front}/sign-in/signed-out`],
      backchannel_logout_uri: `${front}/sign-in/backchannel-logout`,
      backchannel_logout_session_required: true,
    }],
    jwks: { keys: [newKey()] },
    cookies: { keys: ["a key of the test's"] },
    features: {
      backchannelLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => "urn:jobvite",
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: "jobvite.read jobvite.manage", audience: "jobvite", accessTokenTTL: 300, accessTokenFormat: "jwt", jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    // Its own way refuses addresses of loopback.
    fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    extraTokenClaims: () => ({ tenant_id: "tenant-of-oidc-provider" }),
  });
  provider.on("server_error", (_, error) => console.error(error));
}

const server = createServer((request, response) => {
  if (request.method === "POST" && request.url.startsWith("/test/")) {
    front = new URL(request.url, "http://test").searchParams.get("front") ?? front;
    start();
    response.end();
  } else if (provider) {
    provider.callback()(request, response);
  } else {
    response.writeHead(503).end();
  }
});
server.listen(0, "127.0.0.1", () => console.log(`listening ${server.address().port}`));
// Whoever started this holds its input open.
process.stdin.on("end", () => process.exit(0)).resume();

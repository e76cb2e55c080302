import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import { back, end, initialToken, issuer, letIn, signIn, worked } from './person.js';

const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2' }));
worked('discovery');

const register = async (metadata) => oauth.processDynamicClientRegistrationResponse(
  await oauth.dynamicClientRegistrationRequest(server, metadata, { initialAccessToken: initialToken }));

// A program on somebody's own machine: no secret, and PKCE.
const client = await register({
  client_name: 'oauth4webapi',
  redirect_uris: [back],
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  token_endpoint_auth_method: 'none',
});
assert.equal(client.client_secret, undefined);
worked('registration');

const verifier = oauth.generateRandomCodeVerifier();
const state = oauth.generateRandomState();
const url = new URL(server.authorization_endpoint);
for (const [name, value] of Object.entries({
  client_id: client.client_id,
  redirect_uri: back,
  response_type: 'code',
  scope: 'openid profile',
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
})) {
  url.searchParams.set(name, value);
}
// It also makes sure that the answer says who gives it (RFC 9207).
const answer = oauth.validateAuthResponse(server, client, await signIn(url), state);
assert.equal(answer.get('iss'), server.issuer);
const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), answer, back, verifier);
const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, { requireIdToken: true });
await oauth.validateApplicationLevelSignature(server, response);
const { sub } = oauth.getValidatedIdTokenClaims(tokens);
worked('code');

const user = await oauth.processUserInfoResponse(server, client, sub,
  await oauth.userInfoRequest(server, client, tokens.access_token));
assert.equal(user.preferred_username, sub);
worked('userinfo');

const refreshed = await oauth.processRefreshTokenResponse(server, client,
  await oauth.refreshTokenGrantRequest(server, client, oauth.None(), tokens.refresh_token));
worked('refresh');

await oauth.processRevocationResponse(
  await oauth.revocationRequest(server, client, oauth.None(), refreshed.refresh_token));
worked('revocation');

const device = await oauth.processDeviceAuthorizationResponse(server, client,
  await oauth.deviceAuthorizationRequest(server, client, oauth.None(), { scope: 'openid' }));
await letIn(device.verification_uri_complete);
const fromDevice = await oauth.processDeviceCodeResponse(server, client,
  await oauth.deviceCodeGrantRequest(server, client, oauth.None(), device.device_code));
assert.ok(fromDevice.access_token);
worked('device');

const keys = await oauth.generateKeyPair('RS256', { extractable: true });
const { kty, n, e } = await crypto.subtle.exportKey('jwk', keys.publicKey);
const signing = await register({
  grant_types: ['client_credentials'],
  response_types: [],
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: [{ kty, n, e, use: 'sig', alg: 'RS256', kid: 'one' }] },
});
const proof = oauth.PrivateKeyJwt({ key: keys.privateKey, kid: 'one' });
const own = await oauth.processClientCredentialsResponse(server, signing,
  await oauth.clientCredentialsGrantRequest(server, signing, proof, {}));
worked('private_key_jwt');

const found = await oauth.processIntrospectionResponse(server, signing,
  await oauth.introspectionRequest(server, signing, proof, own.access_token));
assert.equal(found.active, true);
worked('introspection');

// An access token is one of RFC 9068.
const claims = await oauth.validateJwtAccessToken(server,
  new Request('https://api.example/', { headers: { authorization: `Bearer ${own.access_token}` } }), signing.client_id);
assert.equal(claims.client_id, signing.client_id);
worked('at+jwt');
end();

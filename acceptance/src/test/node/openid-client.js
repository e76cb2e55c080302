import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { back, end, initialToken, issuer, letIn, signIn, worked } from './person.js';

// Discovery and dynamic registration are one call here.
const config = await client.dynamicClientRegistration(issuer, {
  client_name: 'openid-client',
  redirect_uris: [back],
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials',
    'urn:ietf:params:oauth:grant-type:device_code'],
  scope: 'openid profile email apim:subscribe',
}, undefined, { initialAccessToken: initialToken });
const registered = config.clientMetadata();
assert.ok(registered.client_secret);
worked('discovery');
worked('registration');

const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: back,
  scope: 'openid profile email apim:subscribe',
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
  nonce,
});
const tokens = await client.authorizationCodeGrant(config, await signIn(url), {
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
  idTokenExpected: true,
});
const { sub } = tokens.claims();
worked('code');

assert.equal((await client.fetchUserInfo(config, tokens.access_token, sub)).preferred_username, sub);
worked('userinfo');

assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, true);
worked('introspection');

const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
worked('refresh');

await client.tokenRevocation(config, refreshed.access_token);
assert.equal((await client.tokenIntrospection(config, refreshed.access_token)).active, false);
worked('revocation');
await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token),
  (error) => error.error === 'invalid_grant');
worked('replay refused');

assert.ok((await client.clientCredentialsGrant(config, { scope: 'apim:subscribe' })).access_token);
worked('client credentials');

const device = await client.initiateDeviceAuthorization(config, { scope: 'openid' });
const polled = client.pollDeviceAuthorizationGrant(config, device);
await letIn(device.verification_uri_complete);
assert.ok((await polled).access_token);
worked('device');

const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
const signing = await client.dynamicClientRegistration(issuer, {
  grant_types: ['client_credentials'],
  response_types: [],
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: [{ kty, crv, x, y, use: 'sig', alg: 'ES256', kid: 'one' }] },
}, client.PrivateKeyJwt({ key: keys.privateKey, kid: 'one' }), { initialAccessToken: initialToken });
assert.equal(signing.clientMetadata().client_secret, undefined);
assert.ok((await client.clientCredentialsGrant(signing)).access_token);
worked('private_key_jwt');
end();

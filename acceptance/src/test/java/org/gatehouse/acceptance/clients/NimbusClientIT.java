package org.gatehouse.acceptance.clients;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

import com.microsoft.playwright.Page;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.client.ClientDeleteRequest;
import com.nimbusds.oauth2.sdk.client.ClientInformation;
import com.nimbusds.oauth2.sdk.client.ClientInformationResponse;
import com.nimbusds.oauth2.sdk.client.ClientReadRequest;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationResponse;
import com.nimbusds.oauth2.sdk.client.ClientUpdateRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationRequest;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationResponseParser;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OAuth 2.0 SDK of Connect2id, on which many Java clients stand.
 */
class NimbusClientIT extends ClientJourney {

	private final Issuer issuer = new Issuer(ISSUER);

	private final OIDCProviderMetadata server;

	NimbusClientIT() throws GeneralException, IOException {
		trustTheServer();
		this.server = OIDCProviderMetadata.resolve(this.issuer);
	}

	@Test
	void signsAUserInAndAsksForThemAgain(Page page) throws Exception {
		ClientInformation client = register(metadata(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
		ClientAuthentication secret = new ClientSecretBasic(client.getID(), client.getSecret());
		CodeVerifier verifier = new CodeVerifier();
		State state = new State();
		Nonce nonce = new Nonce();
		URI ask = new AuthenticationRequest.Builder(ResponseType.CODE, new Scope("openid", "profile"), client.getID(),
				BACK)
			.endpointURI(this.server.getAuthorizationEndpointURI())
			.codeChallenge(verifier, CodeChallengeMethod.S256)
			.state(state)
			.nonce(nonce)
			.build()
			.toURI();
		AuthenticationSuccessResponse answer = AuthenticationResponseParser.parse(allow(page, ask, BACK))
			.toSuccessResponse();
		assertThat(answer.getState()).isEqualTo(state);
		assertThat(answer.getIssuer()).isEqualTo(this.issuer);
		var tokens = OIDCTokenResponseParser
			.parse(request(secret, new AuthorizationCodeGrant(answer.getAuthorizationCode(), BACK, verifier)).send())
			.toSuccessResponse();
		var claims = idTokens(client).validate(JWTParser.parse(String.valueOf(tokens.toJSONObject().get("id_token"))),
				nonce);
		assertThat(claims.getSubject().getValue()).isEqualTo(USER);
		BearerAccessToken access = tokens.getTokens().getBearerAccessToken();
		assertThat(UserInfoResponse
			.parse(new UserInfoRequest(this.server.getUserInfoEndpointURI(), access).toHTTPRequest().send())
			.toSuccessResponse()
			.getUserInfo()
			.getPreferredUsername()).isEqualTo(USER);
		assertThat(isActive(secret, access)).isTrue();
		var refreshed = TokenResponse
			.parse(request(secret, new RefreshTokenGrant(tokens.getTokens().getRefreshToken())).send())
			.toSuccessResponse()
			.getTokens();
		assertThat(refreshed.getRefreshToken()).isNotEqualTo(tokens.getTokens().getRefreshToken());
		assertThat(new TokenRevocationRequest(this.server.getRevocationEndpointURI(), secret,
				refreshed.getBearerAccessToken())
			.toHTTPRequest()
			.send()
			.getStatusCode()).isEqualTo(200);
		assertThat(isActive(secret, refreshed.getBearerAccessToken())).isFalse();
	}

	@Test
	void letsADeviceInAndSignsWhoItIs(Page page) throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
		OIDCClientMetadata metadata = metadata(GrantType.DEVICE_CODE, GrantType.CLIENT_CREDENTIALS);
		metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
		metadata.setJWKSet(new JWKSet(key.toPublicJWK()));
		ClientInformation client = register(metadata);
		assertThat(client.getSecret()).isNull();
		var own = TokenResponse.parse(request(proof(client, key), new ClientCredentialsGrant()).send());
		assertThat(own.indicatesSuccess()).isTrue();
		var device = DeviceAuthorizationResponse
			.parse(new DeviceAuthorizationRequest(this.server.getDeviceAuthorizationEndpointURI(), proof(client, key),
					new Scope("openid"), null)
				.toHTTPRequest()
				.send())
			.toSuccessResponse();
		letIn(page, device.getVerificationURIComplete());
		var tokens = TokenResponse
			.parse(request(proof(client, key), new DeviceCodeGrant(device.getDeviceCode())).send())
			.toSuccessResponse()
			.getTokens();
		assertThat(isActive(proof(client, key), tokens.getBearerAccessToken())).isTrue();
	}

	@Test
	void seesToItsRegistration() throws Exception {
		ClientInformation client = register(metadata(GrantType.AUTHORIZATION_CODE));
		var read = ClientRegistrationResponse.parse(
				new ClientReadRequest(client.getRegistrationURI(), client.getRegistrationAccessToken()).toHTTPRequest()
					.send());
		assertThat(read.toSuccessResponse().getClientInformation().getMetadata().getRedirectionURI()).isEqualTo(BACK);
		OIDCClientMetadata other = metadata(GrantType.AUTHORIZATION_CODE);
		other.setName("Another name");
		var changed = ClientRegistrationResponse.parse(new ClientUpdateRequest(client.getRegistrationURI(),
				client.getID(), client.getRegistrationAccessToken(), other, client.getSecret())
			.toHTTPRequest()
			.send());
		assertThat(changed.toSuccessResponse().getClientInformation().getMetadata().getName())
			.isEqualTo("Another name");
		assertThat(new ClientDeleteRequest(client.getRegistrationURI(), client.getRegistrationAccessToken())
			.toHTTPRequest()
			.send()
			.getStatusCode()).isEqualTo(204);
		OIDCClientMetadata wrong = metadata(GrantType.AUTHORIZATION_CODE);
		wrong.setRedirectionURI(URI.create("http://evil.example/back"));
		assertThat(OIDCClientRegistrationResponseParser.parse(registration(wrong).toHTTPRequest().send())
			.toErrorResponse()
			.getErrorObject()
			.getCode()).isEqualTo("invalid_redirect_uri");
	}

	private static OIDCClientMetadata metadata(GrantType... grants) {
		OIDCClientMetadata metadata = new OIDCClientMetadata();
		metadata.setName("Nimbus");
		metadata.setGrantTypes(Set.of(grants));
		metadata.setRedirectionURI(BACK);
		metadata.setScope(new Scope("openid", "profile"));
		return metadata;
	}

	private OIDCClientRegistrationRequest registration(OIDCClientMetadata metadata) {
		return new OIDCClientRegistrationRequest(this.server.getRegistrationEndpointURI(), metadata,
				new BearerAccessToken(INITIAL_TOKEN));
	}

	private ClientInformation register(OIDCClientMetadata metadata) throws ParseException, IOException {
		var answer = OIDCClientRegistrationResponseParser.parse(registration(metadata).toHTTPRequest().send());
		assertThat(answer.indicatesSuccess()).isTrue();
		return ((ClientInformationResponse) answer).getClientInformation();
	}

	private HTTPRequest request(ClientAuthentication proof, AuthorizationGrant grant) {
		return new TokenRequest.Builder(this.server.getTokenEndpointURI(), proof, grant).build().toHTTPRequest();
	}

	private ClientAuthentication proof(ClientInformation client, ECKey key) throws JOSEException {
		return new PrivateKeyJWT(client.getID(), this.server.getTokenEndpointURI(), JWSAlgorithm.ES256,
				key.toECPrivateKey(), key.getKeyID(), null);
	}

	private IDTokenValidator idTokens(ClientInformation client) throws IOException {
		return new IDTokenValidator(this.issuer, client.getID(), JWSAlgorithm.RS256,
				this.server.getJWKSetURI().toURL());
	}

	private boolean isActive(ClientAuthentication proof, BearerAccessToken token) throws ParseException, IOException {
		return TokenIntrospectionResponse
			.parse(new TokenIntrospectionRequest(this.server.getIntrospectionEndpointURI(), proof, token)
				.toHTTPRequest()
				.send())
			.toSuccessResponse()
			.isActive();
	}

}

package org.gatehouse.keymanager.grants;

import java.text.ParseException;

import com.nimbusds.jwt.JWTParser;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.assertions.AssertionDecoder;
import org.gatehouse.keymanager.assertions.PublishedKeys;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.issuers.IssuerService;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.TokenIssuer;
import org.gatehouse.keymanager.tokens.TokenRequest;
import org.gatehouse.keymanager.tokens.Tokens;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * The jwt-bearer grant (RFC 7523 section 2.1): a trusted issuer says who the user is. No
 * refresh token comes with it, for the issuer can be asked again.
 */
@Component
class JwtBearerProvider implements AuthenticationProvider {

	private static final Logger logger = LoggerFactory.getLogger(JwtBearerProvider.class);

	private final IssuerService issuers;

	private final AssertionDecoder decoder;

	private final AccountService accounts;

	private final TokenScopes scopes;

	private final TokenIssuer tokens;

	JwtBearerProvider(IssuerService issuers, AssertionDecoder decoder, AccountService accounts, TokenScopes scopes,
			TokenIssuer tokens) {
		this.issuers = issuers;
		this.decoder = decoder;
		this.accounts = accounts;
		this.scopes = scopes;
		this.tokens = tokens;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		JwtBearerToken grant = (JwtBearerToken) authentication;
		GrantClient caller = GrantClient.of(grant, AuthorizationGrantType.JWT_BEARER);
		String subject = subject(grant.assertion());
		Account account = this.accounts.findByName((subject != null) ? subject : "")
			.filter(Account::enabled)
			.orElseThrow(GrantClient::invalidGrant);
		var decisions = this.scopes.forUser(ClientFacts.of(caller.client()), grant.scopes(), account.roles());
		Tokens issued = this.tokens.issue(new TokenRequest(caller.client(), account.name(),
				AuthorizationGrantType.JWT_BEARER, null, decisions.granted(), null));
		return new OAuth2AccessTokenAuthenticationToken(caller.client(), caller.authentication(), issued.access(), null,
				issued.additionalParameters());
	}

	private @Nullable String subject(String assertion) {
		try {
			String issuer = JWTParser.parse(assertion).getJWTClaimsSet().getIssuer();
			PublishedKeys keys = this.issuers.keysOf((issuer != null) ? issuer : "")
				.orElseThrow(GrantClient::invalidGrant);
			Jwt decoded = this.decoder.decode(assertion, String.valueOf(issuer), keys);
			return decoded.getSubject();
		}
		catch (ParseException | JwtException refused) {
			logger.debug("An assertion was refused: {}", refused.getMessage());
			throw GrantClient.invalidGrant();
		}
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return JwtBearerToken.class.isAssignableFrom(authentication);
	}

}

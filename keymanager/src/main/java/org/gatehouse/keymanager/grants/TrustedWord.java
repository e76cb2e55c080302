package org.gatehouse.keymanager.grants;

import java.text.ParseException;

import com.nimbusds.jwt.JWTParser;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.PresentUsers;
import org.gatehouse.keymanager.assertions.AssertionDecoder;
import org.gatehouse.keymanager.assertions.PublishedKeys;
import org.gatehouse.keymanager.issuers.IssuerService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/**
 * Takes the signed word of trusted issuers for who a user is.
 */
@Component
class TrustedWord {

	private static final Logger logger = LoggerFactory.getLogger(TrustedWord.class);

	private final IssuerService issuers;

	private final AssertionDecoder decoder;

	private final PresentUsers users;

	TrustedWord(IssuerService issuers, AssertionDecoder decoder, PresentUsers users) {
		this.issuers = issuers;
		this.decoder = decoder;
		this.users = users;
	}

	/**
	 * What an issuer said.
	 *
	 * @param user whom it is about
	 * @param assertion all of it
	 */
	record Word(Account user, Jwt assertion) {

	}

	/**
	 * Takes an assertion, which is then spent.
	 * @param assertion a signed JSON Web Token
	 * @return what it says
	 * @throws OAuth2AuthenticationException if it is not to be believed, or about nobody
	 * who may sign in
	 */
	Word take(String assertion) {
		Jwt believed = believed(assertion);
		String subject = believed.getSubject();
		return new Word(GrantClient.present(this.users, (subject != null) ? subject : ""), believed);
	}

	private Jwt believed(String assertion) {
		try {
			String issuer = issuer(assertion);
			PublishedKeys keys = this.issuers.keysOf(issuer).orElseThrow(GrantClient::invalidGrant);
			return this.decoder.decode(assertion, issuer, keys);
		}
		catch (ParseException | JwtException refused) {
			logger.debug("An assertion was refused: {}", refused.getMessage());
			throw GrantClient.invalidGrant();
		}
	}

	private static String issuer(String assertion) throws ParseException {
		@Nullable String issuer = JWTParser.parse(assertion).getJWTClaimsSet().getIssuer();
		return (issuer != null) ? issuer : "";
	}

}

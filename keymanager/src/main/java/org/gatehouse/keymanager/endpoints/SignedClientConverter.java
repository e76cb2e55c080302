package org.gatehouse.keymanager.endpoints;

import java.text.ParseException;

import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.web.authentication.JwtClientAssertionAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads what a client signs about itself. Its {@code client_id} may be left out, as RFC
 * 7521 section 4.2 has it: then it is looked up by what it says of itself, which is
 * checked with its signature afterwards.
 */
final class SignedClientConverter implements AuthenticationConverter {

	private final AuthenticationConverter delegate = new JwtClientAssertionAuthenticationConverter();

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		String assertion = request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION);
		if (assertion == null || request.getParameter(OAuth2ParameterNames.CLIENT_ID) != null) {
			return this.delegate.convert(request);
		}
		return this.delegate
			.convert(new RequestWithParameter(request, OAuth2ParameterNames.CLIENT_ID, subject(assertion)));
	}

	private static String subject(String assertion) {
		try {
			String subject = JWTParser.parse(assertion).getJWTClaimsSet().getSubject();
			if (subject != null && !subject.isBlank()) {
				return subject;
			}
		}
		catch (ParseException _) {
			// Refused below.
		}
		throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
	}

}

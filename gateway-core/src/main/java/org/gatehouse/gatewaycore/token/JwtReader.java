package org.gatehouse.gatewaycore.token;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Locale;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.jose.VerificationKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads JWT access tokens (RFC 9068) under the rules of RFC 8725: the key decides on the
 * algorithm, the token names the key and nothing else about it, its type is stated, and
 * no extension is taken that is not understood.
 */
final class JwtReader {

	/**
	 * How far a clock that issues may be ahead of ours. None is granted at the end of a
	 * token's life: a revocation is forgotten then.
	 */
	private static final long SKEW_MILLIS = 60_000;

	/** As many headers as there are keys and kinds of tokens, and some to spare. */
	private static final int MOST_HEADERS = 1000;

	private final String issuer;

	/**
	 * The headers of tokens that were verified: all tokens of a key have the same, letter
	 * by letter. What a stranger sends is not kept.
	 */
	private final Cache<String, JWSHeader> headers = Caffeine.newBuilder()
		.maximumSize(MOST_HEADERS)
		.executor(Runnable::run)
		.build();

	JwtReader(String issuer) {
		this.issuer = issuer;
	}

	/**
	 * Verifies.
	 * @param text ends with the token as it was sent
	 * @param from where the token begins
	 * @param hash its hash
	 * @param keys the keys to verify with
	 * @param now milliseconds since 1970
	 * @return what the token says, null where it is not to be taken
	 */
	@Nullable AccessToken read(String text, int from, TokenHash hash, SigningKeys keys, long now) {
		int headerEnd = text.indexOf('.', from);
		int payloadEnd = text.indexOf('.', headerEnd + 1);
		if (headerEnd < 0 || payloadEnd < 0 || text.indexOf('.', payloadEnd + 1) >= 0) {
			return null;
		}
		try {
			String encodedHeader = text.substring(from, headerEnd);
			JWSHeader known = this.headers.getIfPresent(encodedHeader);
			JWSHeader header = (known != null) ? known : JWSHeader.parse(new Base64URL(encodedHeader));
			VerificationKey key = keys.find(header.getKeyID());
			byte[] signed = text.substring(from, payloadEnd).getBytes(StandardCharsets.US_ASCII);
			if (key == null || !isAccessToken(header.getType())
					|| !key.verifies(header, signed, text.substring(payloadEnd + 1))) {
				return null;
			}
			if (known == null) {
				this.headers.put(encodedHeader, header);
			}
			byte[] payload = Base64.getUrlDecoder().decode(text.substring(headerEnd + 1, payloadEnd));
			return token(TokenClaims.read(payload), hash, keys.version(), keys.tenantOf(header.getKeyID()), now);
		}
		catch (ParseException | IllegalArgumentException | IllegalStateException ex) {
			return null;
		}
	}

	static boolean isAccessToken(@Nullable JOSEObjectType type) {
		if (type == null) {
			return false;
		}
		String name = type.getType().toLowerCase(Locale.ROOT);
		return name.equals("at+jwt") || name.equals("application/at+jwt");
	}

	private @Nullable AccessToken token(TokenClaims claims, TokenHash hash, long keys, @Nullable TenantId tenant,
			long now) {
		String client = claims.client();
		if (!this.issuer.equals(claims.issuer()) || client == null || !claims.audience().contains(client)
				|| claims.expiresAt() == TokenClaims.ABSENT || claims.issuedAt() == TokenClaims.ABSENT) {
			return null;
		}
		if (claims.expiresAt() <= now || claims.notBefore() > now + SKEW_MILLIS) {
			return null;
		}
		return new AccessToken(hash, client, claims.subject(), claims.scopes(), claims.issuedAt(), claims.expiresAt(),
				keys, tenant, claims.others());
	}

}

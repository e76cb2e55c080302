package org.gatehouse.publisher.design;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.common.runtime.EndpointSecurity.Scheme;
import org.gatehouse.common.runtime.SealedText;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.jose.sealing.Sealer;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Checks endpoint security as it was typed, and seals its secrets. From here on nobody
 * but a gateway has them in clear.
 */
@Component
public class EndpointSecurityRules {

	/** Where the contract's body has it. */
	public static final String FIELD = "endpointConfig.endpoint_security";

	private static final int MOST = 1000;

	private static final Set<String> OWN_PARAMETERS = Set.of("grant_type", "username", "password", "scope", "client_id",
			"client_secret");

	private final Sealer sealer;

	EndpointSecurityRules(Sealer sealer) {
		this.sealer = sealer;
	}

	/**
	 * Makes what is stored of what was typed.
	 * @param production for production endpoints, null where nothing was said
	 * @param sandbox for sandbox endpoints, null where nothing was said
	 * @param stored what is stored so far
	 * @param problems takes what is wrong
	 * @return what to store
	 */
	public EndpointSecurity read(@Nullable TypedSecurity production, @Nullable TypedSecurity sandbox,
			EndpointSecurity stored, BadRequest.Collector problems) {
		return new EndpointSecurity(
				new Side(FIELD + ".production.", (production != null) ? production : TypedSecurity.NONE,
						stored.production(), problems)
					.scheme(),
				new Side(FIELD + ".sandbox.", (sandbox != null) ? sandbox : TypedSecurity.NONE, stored.sandbox(),
						problems)
					.scheme());
	}

	/**
	 * Checks that a certificate is not shown to endpoints without TLS.
	 * @param design the design
	 * @param problems takes what is wrong
	 */
	static void check(ApiDesign design, BadRequest.Collector problems) {
		EndpointSecurity security = design.runtime().security();
		EndpointRules rules = design.runtime().endpoints();
		checkTls("production", security.production(),
				EndpointChecks.urls(design.productionEndpoint(), rules.production()), problems);
		checkTls("sandbox", security.sandbox(), EndpointChecks.urls(design.sandboxEndpoint(), rules.sandbox()),
				problems);
	}

	private static void checkTls(String side, Scheme scheme, List<String> urls, BadRequest.Collector problems) {
		boolean plain = urls.stream()
			.map(url -> url.toLowerCase(Locale.ROOT))
			.anyMatch(url -> url.startsWith("http:") || url.startsWith("ws:"));
		problems.require(!plain || !(scheme instanceof EndpointSecurity.ClientCertificate),
				FIELD + "." + side + ".type", "CLIENT_CERTIFICATE", "an https endpoint to show a certificate to");
	}

	private SealedText seal(byte[] clear) {
		return new SealedText(Base64.getEncoder()
			.encodeToString(this.sealer.seal(clear, SealedText.purpose(TenantContext.current()))));
	}

	/** One kind of endpoint. */
	private final class Side {

		private final String path;

		private final TypedSecurity typed;

		private final Scheme stored;

		private final BadRequest.Collector problems;

		Side(String path, TypedSecurity typed, Scheme stored, BadRequest.Collector problems) {
			this.path = path;
			this.typed = typed;
			this.stored = stored;
			this.problems = problems;
		}

		Scheme scheme() {
			String type = this.typed.type().strip().toUpperCase(Locale.ROOT);
			return switch (type) {
				case "", "NONE" -> new EndpointSecurity.None();
				case "BASIC" -> {
					this.problems.require(!this.typed.username().contains(":"), this.path + "username",
							this.typed.username(), "a name without a colon");
					yield new EndpointSecurity.Basic(text("username", this.typed.username()),
							secret("password", this.typed.password(),
									(this.stored instanceof EndpointSecurity.Basic basic) ? basic.password() : null));
				}
				case "DIGEST" -> new EndpointSecurity.Digest(text("username", this.typed.username()),
						secret("password", this.typed.password(),
								(this.stored instanceof EndpointSecurity.Digest digest) ? digest.password() : null));
				case "OAUTH" -> oauth();
				case "CLIENT_CERTIFICATE" -> certificate();
				default -> {
					this.problems.reject(this.path + "type", this.typed.type(),
							"NONE, BASIC, DIGEST, OAUTH or CLIENT_CERTIFICATE");
					yield new EndpointSecurity.None();
				}
			};
		}

		private Scheme oauth() {
			String grant = this.typed.grantType().strip().toUpperCase(Locale.ROOT);
			boolean byPassword = grant.equals("PASSWORD");
			this.problems.require(byPassword || grant.equals("CLIENT_CREDENTIALS"), this.path + "grantType",
					this.typed.grantType(), "CLIENT_CREDENTIALS or PASSWORD");
			String url = text("tokenUrl", this.typed.tokenUrl());
			DesignRules.checkUrl(this.path + "tokenUrl", url.isEmpty() ? null : url, this.problems);
			for (Map.Entry<String, String> parameter : this.typed.parameters().entrySet()) {
				String name = parameter.getKey();
				this.problems.require(
						!name.isBlank() && !OWN_PARAMETERS.contains(name)
								&& name.length() + parameter.getValue().length() <= MOST,
						this.path + "customParameters", name, "names that the token request does not have anyway");
			}
			EndpointSecurity.OAuth before = (this.stored instanceof EndpointSecurity.OAuth oauth
					&& oauth.tokenUrl().toString().equals(url)) ? oauth : null;
			SealedText client = secret("clientSecret", this.typed.clientSecret(),
					(before != null) ? before.clientSecret() : null);
			SealedText password = byPassword
					? secret("password", this.typed.password(), (before != null) ? before.password() : null) : null;
			String user = byPassword ? text("username", this.typed.username()) : null;
			return new EndpointSecurity.OAuth(
					byPassword ? EndpointSecurity.Grant.PASSWORD : EndpointSecurity.Grant.CLIENT_CREDENTIALS,
					DesignRules.isUrl(url) ? URI.create(url) : URI.create("https://invalid.invalid"),
					text("clientId", this.typed.clientId()), client, user, password,
					DesignRules.distinct(this.typed.scopes()), this.typed.parameters());
		}

		private Scheme certificate() {
			EndpointSecurity.ClientCertificate before = (this.stored instanceof EndpointSecurity.ClientCertificate c)
					? c : null;
			byte[] store = this.typed.keyStore();
			boolean keyGiven = !this.typed.privateKey().isBlank() || (store != null && store.length > 0);
			if (!keyGiven && before != null && isSame(before, this.typed.certificate())) {
				return before;
			}
			Optional<CertificateReading.Pair> read = (store != null && store.length > 0)
					? CertificateReading.pkcs12(store, this.typed.keyStorePassword())
					: CertificateReading.pem(this.typed.certificate(), this.typed.privateKey());
			if (read.isEmpty()) {
				this.problems.reject(this.path + ((store != null) ? "keyStore" : "certificate"), null,
						"a certificate with its private key: PKCS #12 with its password, or PEM with an unencrypted key in PKCS #8");
				return new EndpointSecurity.None();
			}
			CertificateReading.Pair pair = read.get();
			return new EndpointSecurity.ClientCertificate(
					pair.chain().stream().map(CertificateReading::base64).toList(), pair.key().getAlgorithm(),
					seal(Base64.getEncoder().encode(pair.key().getEncoded())));
		}

		private static boolean isSame(EndpointSecurity.ClientCertificate before, String certificate) {
			return certificate.isBlank()
					|| CertificateReading.certificates(certificate.getBytes(StandardCharsets.ISO_8859_1))
						.stream()
						.map(CertificateReading::base64)
						.toList()
						.equals(before.chain());
		}

		private String text(String field, String value) {
			String text = value.strip();
			this.problems.require(!text.isEmpty() && text.length() <= MOST && isPlain(text), this.path + field,
					text.isEmpty() ? null : text, "1 to " + MOST + " characters");
			return text;
		}

		private SealedText secret(String field, String value, @Nullable SealedText before) {
			if (value.isEmpty() && before != null) {
				return before;
			}
			this.problems.require(!value.isEmpty() && value.length() <= MOST && isPlain(value), this.path + field, null,
					"1 to " + MOST + " characters; there is none stored that could stay");
			return seal(value.getBytes(StandardCharsets.UTF_8));
		}

		private static boolean isPlain(String text) {
			return text.chars().noneMatch(Character::isISOControl);
		}

	}

	/**
	 * The fields of a scheme that are secrets.
	 * @param scheme as stored
	 * @return their names in the contract's body
	 */
	public static List<String> secretFields(Scheme scheme) {
		return List.copyOf(KeptSecrets.secrets(scheme).keySet());
	}

	/**
	 * What is shown of stored endpoint security: everything but the secrets.
	 * @param scheme as stored
	 * @return as it could be typed, with empty secrets
	 */
	public static TypedSecurity shown(Scheme scheme) {
		return switch (scheme) {
			case EndpointSecurity.None _ -> TypedSecurity.NONE;
			case EndpointSecurity.Basic basic -> named("BASIC", basic.username());
			case EndpointSecurity.Digest digest -> named("DIGEST", digest.username());
			case EndpointSecurity.OAuth oauth ->
				new TypedSecurity("OAUTH", (oauth.username() != null) ? oauth.username() : "", "", oauth.grant().name(),
						oauth.tokenUrl().toString(), oauth.clientId(), "", oauth.scopes(), oauth.parameters(), "", "",
						null, "");
			case EndpointSecurity.ClientCertificate shown ->
				new TypedSecurity("CLIENT_CERTIFICATE", "", "", "", "", "", "", List.of(), Map.of(),
						String.join("", shown.chain().stream().map(CertificateReading::pem).toList()), "", null, "");
		};
	}

	private static TypedSecurity named(String type, String username) {
		return new TypedSecurity(type, username, "", "", "", "", "", List.of(), Map.of(), "", "", null, "");
	}

}

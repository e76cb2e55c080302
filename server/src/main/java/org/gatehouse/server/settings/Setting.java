package org.gatehouse.server.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can be set, besides the options of the command line. A setting is given
 * as an environment variable or as a line of {@code gatehouse.properties} in the data
 * directory.
 */
public enum Setting {

	/** JDBC URL of an external PostgreSQL. */
	DB_URL("gatehouse.db.url", "the embedded PostgreSQL",
			"JDBC URL of an external PostgreSQL 15 or newer, such as jdbc:postgresql://db.example.com/gatehouse"),
	/** Its user. */
	DB_USER("gatehouse.db.user", "gatehouse", "the user of the external PostgreSQL; it should be no superuser"),
	/** Its password. */
	DB_PASSWORD("gatehouse.db.password", "", "the password of the external PostgreSQL"),
	/** The administrator's first password. */
	ADMIN_PASSWORD("gatehouse.admin-password", "admin",
			"the password that the user admin gets when it is made, at the first start"),
	/** The master key. */
	MASTER_KEY_FILE("gatehouse.master-key-file", "keys/master.key in the data directory",
			"32 random bytes in Base64, made where there is no such file; needed to read what is sealed in the database. A gateway on a node of its own needs a copy for endpoint security and backend JWTs"),
	/** Where the node listens. */
	BIND_ADDRESS("gatehouse.bind-address", "127.0.0.1",
			"the address to listen on; with any but a loopback address, the node refuses to start with a known password"),
	/** The control plane as people see it. */
	PUBLIC_URL("gatehouse.public-url", "https://localhost:9443",
			"the control plane's URL as browsers and clients see it; the issuer of all tokens"),
	/** The control plane as nodes see it. */
	INTERNAL_URL("gatehouse.internal-url", "https://localhost:9443", "the key manager's URL as other parts reach it"),
	/** The gateway as consumers see it. */
	GATEWAY_URL("gatehouse.gateway-url", "https://localhost:8243", "the gateway's URL as consumers see it"),
	/** The gateway without TLS as consumers see it. */
	GATEWAY_HTTP_URL("gatehouse.gateway-http-url", "http://localhost:8280",
			"the gateway's URL without TLS as consumers see it"),
	/** The tier set. */
	TIERS("gatehouse.tiers", "classic",
			"the tiers that a tenant starts with: classic (Bronze 1, Silver 5, Gold 20 a minute) or modern (1000, 2000, 5000)"),
	/** Scopes that need no role. */
	SCOPE_WHITELIST("gatehouse.scope-whitelist", "none",
			"patterns of scopes that are granted without a look at roles, with commas between them; ^device_.* and openid always are"),
	/** How long a signing key signs. */
	SIGNING_KEYS_ROTATE_EVERY("gatehouse.signing-keys.rotate-every", "90d",
			"how long a key signs tokens before the next one does; 0 to rotate by hand only"),
	/** How long a signing key is published before. */
	SIGNING_KEYS_ANNOUNCE("gatehouse.signing-keys.announce", "24h",
			"how long the next key is published before it signs, for those who keep the key set"),
	/** Proxies that are believed. */
	TRUSTED_PROXIES("gatehouse.trusted-proxies", "127.0.0.1, ::1",
			"addresses of gateways and other proxies whose X-Forwarded-For says where a request comes from, with commas between them"),
	/** The mail server. */
	MAIL_HOST("gatehouse.mail.host", "none",
			"the mail server; without one, mail is written to the log and shown to administrators under /admin/mail"),
	/** Its port. */
	MAIL_PORT("gatehouse.mail.port", "587", "its port"),
	/** How the connection to it is secured. */
	MAIL_SECURITY("gatehouse.mail.security", "starttls",
			"how the connection to it is secured: starttls, tls (from the beginning, port 465) or none"),
	/** Who signs in there. */
	MAIL_USER("gatehouse.mail.user", "none", "who signs in there; without one, nobody does"),
	/** The password of that one. */
	MAIL_PASSWORD("gatehouse.mail.password", "none", "the password of that one"),
	/** The sender. */
	MAIL_FROM("gatehouse.mail.from", "gatehouse@localhost", "the sender's address of all mail"),
	/** Confirmation of addresses. */
	SIGN_UP_VERIFY_EMAIL("gatehouse.sign-up.verify-email", "auto",
			"whether people who sign up have to open a link that is sent to their e-mail address: on, off or auto (where a mail server is set)"),
	/** Hosts that definitions may come from. */
	PUBLISHER_IMPORT_HOSTS("gatehouse.publisher.import-hosts", "none",
			"hosts that the publisher may fetch definitions from although their addresses are private, with commas between them"),
	/** Hosts that key sets may come from. */
	KEY_MANAGER_JWKS_HOSTS("gatehouse.key-manager.jwks-hosts", "none",
			"hosts that the key manager may fetch the key sets of clients and trusted issuers from although their addresses are private, with commas between them"),
	/** Logins at the management API. */
	MANAGEMENT_MAX_TOKENS("gatehouse.management.max-tokens", "200",
			"how many people can be logged in at the management API at a time"),
	/** Time of a login there. */
	MANAGEMENT_TOKEN_EXPIRY("gatehouse.management.token-expiry", "1h", "how long a login there lasts"),
	/** Proxies that the gateway believes. */
	GATEWAY_TRUSTED_PROXIES("gatehouse.gateway.trusted-proxies", "none",
			"addresses, or blocks such as 10.0.0.0/8, of the proxies in front of the gateway whose X-Forwarded-For says where a call comes from, with commas between them; all others' is dropped"),
	/** Where callers' tokens come. */
	GATEWAY_AUTHORIZATION_HEADER("gatehouse.gateway.authorization-header", "Authorization",
			"the header in which tokens and passwords of calls to APIs come, where an API names no other"),
	/** Whether backends see credentials. */
	GATEWAY_FORWARD_CREDENTIALS("gatehouse.gateway.forward-credentials", "false",
			"whether backends get to see the headers with callers' tokens, passwords and API keys"),
	/** Where a proxy tells its client's certificate. */
	GATEWAY_CLIENT_CERTIFICATE_HEADER("gatehouse.gateway.client-certificate-header", "none",
			"the header in which trusted proxies that terminate TLS tell their client's certificate: as in RFC 9440, as PEM (percent-encoded) or as Base64 of DER; of all others it is dropped"),
	/** Pages that may call. */
	GATEWAY_CORS_ORIGINS("gatehouse.gateway.cors.origins", "*",
			"origins whose pages may call APIs that have no rules of their own, with commas between them; * for all, none to leave cross-origin calls to the backends"),
	/** Whether with cookies. */
	GATEWAY_CORS_CREDENTIALS("gatehouse.gateway.cors.credentials", "false",
			"whether those pages may send cookies; not with all origins"),
	/** Headers that pages may send. */
	GATEWAY_CORS_HEADERS("gatehouse.gateway.cors.headers",
			"Authorization, ApiKey, Content-Type, SOAPAction, X-Request-Id",
			"request headers that pages may send, with commas between them; * for all"),
	/** Methods that pages may use. */
	GATEWAY_CORS_METHODS("gatehouse.gateway.cors.methods", "*",
			"methods that pages may use, of those that a path has, with commas between them; * for all"),
	/** Headers that pages may read. */
	GATEWAY_CORS_EXPOSED_HEADERS("gatehouse.gateway.cors.exposed-headers",
			"X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate",
			"headers of answers that pages may read, with commas between them"),
	/** How long a preflight holds. */
	GATEWAY_CORS_MAX_AGE("gatehouse.gateway.cors.max-age", "10m", "how long a browser may remember what a page may do"),
	/** Calls into private networks. */
	GATEWAY_CORS_PRIVATE_NETWORK("gatehouse.gateway.cors.private-network", "false",
			"whether public pages may call a gateway in a private network (Access-Control-Allow-Private-Network)"),
	/** Where the gateway's numbers are read. */
	GATEWAY_METRICS("gatehouse.gateway.metrics", "none",
			"the address and port, such as 127.0.0.1:9280, on which the gateway serves /metrics for Prometheus; whoever reaches it can read it"),
	/** Where traces go. */
	GATEWAY_TRACES("gatehouse.gateway.traces", "the log gatehouse.trace",
			"the address of an OpenTelemetry collector (OTLP over HTTP), such as http://localhost:4318/v1/traces, that the gateway sends traces to; OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS are understood too"),
	/** How many calls are traced. */
	GATEWAY_TRACE_RATIO("gatehouse.gateway.trace-ratio", "0",
			"the part of calls that is traced, 0 to 1, besides all calls of APIs for which tracing is switched on"),
	/** Memory for kept answers. */
	GATEWAY_CACHE_SIZE("gatehouse.gateway.cache-size", "64MB",
			"how much memory the answers may take that a gateway keeps for APIs with caching"),
	/** Certificates of backends. */
	GATEWAY_BACKEND_CERTIFICATES("gatehouse.gateway.backend-certificates", "what the JVM trusts",
			"a file of certificates (PEM) that the gateway trusts in backends besides those that the JVM trusts"),
	/** Counters that gateways share. */
	GATEWAY_COUNTERS_URL("gatehouse.gateway.counters.url", "none",
			"the Redis or Valkey server in which gateways count limits together, redis://HOST:PORT/DATABASE or rediss:// for TLS, without a password; without one each gateway counts alone"),
	/** Who signs in there. */
	GATEWAY_COUNTERS_USER("gatehouse.gateway.counters.user", "none",
			"who signs in there; without one, the default user"),
	/** The password of that one. */
	GATEWAY_COUNTERS_PASSWORD("gatehouse.gateway.counters.password", "none", "the password of that one"),
	/** The server's certificate. */
	GATEWAY_COUNTERS_CERTIFICATE("gatehouse.gateway.counters.certificate", "what the JVM trusts",
			"a file with the certificate (PEM) of that server, or of who vouches for it"),
	/** How exactly gateways count together. */
	GATEWAY_COUNTERS_MODE("gatehouse.gateway.counters.mode", "exact",
			"exact: each call is counted there before it goes on; fast: a gateway counts a tenth of what is left in advance, for calls to come"),
	/** How long a call waits for them. */
	GATEWAY_COUNTERS_TIMEOUT("gatehouse.gateway.counters.timeout", "50ms",
			"how long a call waits for that server; one that takes longer is left alone until it answers again"),
	/** What happens without them. */
	GATEWAY_COUNTERS_LOSS("gatehouse.gateway.counters.loss", "local",
			"what becomes of calls meanwhile, where their API does not say so: local (each gateway counts alone) or refuse (503)"),
	/** How sockets are read and written. */
	GATEWAY_TRANSPORT("gatehouse.gateway.transport", "auto",
			"how the gateway reads from sockets and writes to them: auto (epoll on Linux, nio elsewhere), or io_uring, which takes less of the processor where many connections are busy, and needs a Linux from 6.0 on that permits it"),
	/** HTTP/2 without TLS. */
	GATEWAY_HTTP2_PLAIN("gatehouse.gateway.http2-plain", "false",
			"true: the gateway's HTTP port takes HTTP/2, too, of clients that begin with it, such as a load balancer; over HTTPS it is always taken"),
	/** Time to notice that a gateway stops. */
	GATEWAY_STOP_NOTICE("gatehouse.gateway.stop-notice", "0s",
			"how long a gateway that is to stop still takes new connections while /readyz says 503, for a load balancer to turn to others"),
	/** Time for running calls. */
	GATEWAY_STOP_LIMIT("gatehouse.gateway.stop-limit", "3s",
			"how long a gateway that takes no more connections lets calls finish before it ends"),
	/** The control plane of a gateway node. */
	CONTROL_PLANE_URL("gatehouse.control-plane-url", "none", "for --roles=gateway: the control plane to follow"),
	/** Its certificate. */
	CONTROL_PLANE_CERTIFICATE("gatehouse.control-plane-certificate", "what the JVM trusts",
			"for --roles=gateway: a file with the control plane's certificate (PEM), where it is self-signed"),
	/** The node's secret. */
	NODE_TOKEN("gatehouse.node-token", "none",
			"for --roles=gateway: the secret in keys/node.token of the control plane's data directory"),
	/** The node's secret in a file. */
	NODE_TOKEN_FILE("gatehouse.node-token-file", "none", "for --roles=gateway: a file with that secret"),
	/** The node's name. */
	NODE_ID("gatehouse.node-id", "made at the first start", "the gateway's name in the list of gateways");

	private final String property;

	private final String fallback;

	private final String description;

	Setting(String property, String fallback, String description) {
		this.property = property;
		this.fallback = fallback;
		this.description = description;
	}

	/**
	 * The name in a properties file and in Spring's environment.
	 * @return a name that begins with {@code gatehouse.}
	 */
	public String property() {
		return this.property;
	}

	/**
	 * The name in the process's environment.
	 * @return a name that begins with {@code GATEHOUSE_}
	 */
	public String variable() {
		return this.property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
	}

	/**
	 * What holds where it is not set, for people to read.
	 * @return a value or a description of it
	 */
	public String fallback() {
		return this.fallback;
	}

	/**
	 * What it is.
	 * @return a phrase
	 */
	public String description() {
		return this.description;
	}

	static Optional<Setting> ofProperty(String name) {
		return Arrays.stream(values()).filter((setting) -> setting.property.equals(name)).findFirst();
	}

	static Optional<Setting> ofVariable(String name) {
		return Arrays.stream(values()).filter((setting) -> setting.variable().equals(name)).findFirst();
	}

}

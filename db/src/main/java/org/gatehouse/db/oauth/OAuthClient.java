package org.gatehouse.db.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.application.Application;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.tenant.TenantOwned;
import org.jspecify.annotations.Nullable;

/**
 * A client of the key manager: an application's key, a client that registered itself to
 * call the REST APIs, or a portal.
 */
@Entity
public class OAuthClient extends TenantOwned {

	/**
	 * What a client is for; it decides which scopes its tokens can carry.
	 */
	public enum Kind {

		APPLICATION, REST, PORTAL,
		/** It registered itself by RFC 7591 and can change that by RFC 7592. */
		DYNAMIC

	}

	private String clientId;

	@OneToMany(mappedBy = "client", cascade = CascadeType.ALL, orphanRemoval = true)
	@OrderBy("createdAt")
	private Set<ClientSecret> secrets = new LinkedHashSet<>();

	private boolean publicClient;

	private @Nullable String jwks;

	private @Nullable String jwksUri;

	private String name;

	@Enumerated(EnumType.STRING)
	private Kind kind;

	@ManyToOne(fetch = FetchType.LAZY)
	@JoinColumn(name = "owner_id")
	private @Nullable UserAccount owner;

	@ManyToOne(fetch = FetchType.LAZY)
	@JoinColumn(name = "application_id")
	private @Nullable Application application;

	@Enumerated(EnumType.STRING)
	private @Nullable KeyType keyType;

	private List<String> grantTypes = new ArrayList<>();

	private List<String> redirectUris = new ArrayList<>();

	private List<String> signOutUris = new ArrayList<>();

	private List<String> scopes = new ArrayList<>();

	private @Nullable String authMethod;

	private @Nullable String registrationHash;

	@Enumerated(EnumType.STRING)
	private TokenFormat tokenFormat;

	private long applicationTokenSeconds;

	private long accessTokenSeconds;

	private long refreshTokenSeconds;

	private long codeSeconds;

	private boolean sameToken;

	private boolean disabled;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init")
	protected OAuthClient() {
	}

	private OAuthClient(String clientId, String name, Kind kind, @Nullable UserAccount owner, Instant now) {
		super(UUID.randomUUID());
		this.clientId = clientId;
		this.name = name;
		this.kind = kind;
		this.owner = owner;
		this.tokenFormat = TokenFormat.JWT;
		issueBy(TokenRules.USUAL);
		this.createdAt = now;
	}

	/**
	 * Makes an application's key.
	 * @param application the application
	 * @param keyType which endpoint it leads to
	 * @param consumerKey its client id
	 * @param now the time
	 * @return the client, without grant types and secrets
	 */
	public static OAuthClient ofApplication(Application application, KeyType keyType, ConsumerKey consumerKey,
			Instant now) {
		OAuthClient client = new OAuthClient(consumerKey.value(), application.name() + " " + keyType, Kind.APPLICATION,
				application.owner(), now);
		client.application = application;
		client.keyType = keyType;
		client.tokenFormat = application.tokenFormat();
		return client;
	}

	/**
	 * Makes a client of the REST APIs.
	 * @param name its name, unique among the owner's
	 * @param owner the user who registered it
	 * @param clientId its client id
	 * @param now the time
	 * @return the client, without grant types and secrets
	 */
	public static OAuthClient ofRest(String name, UserAccount owner, String clientId, Instant now) {
		return new OAuthClient(clientId, name, Kind.REST, owner, now);
	}

	/**
	 * Makes a portal's client.
	 * @param clientId its client id
	 * @param now the time
	 * @return the client, without grant types and secrets
	 */
	public static OAuthClient ofPortal(String clientId, Instant now) {
		return new OAuthClient(clientId, clientId, Kind.PORTAL, null, now);
	}

	/**
	 * Makes a client that registers itself.
	 * @param owner the user in whose name it does
	 * @param clientId its client id
	 * @param registrationHash the hash of the token by which it changes itself
	 * @param now the time
	 * @return the client, without anything that it may do
	 */
	public static OAuthClient ofRegistration(UserAccount owner, String clientId, String registrationHash, Instant now) {
		OAuthClient client = new OAuthClient(clientId, clientId, Kind.DYNAMIC, owner, now);
		client.registrationHash = registrationHash;
		return client;
	}

	public String clientId() {
		return this.clientId;
	}

	/**
	 * The client's secrets.
	 * @return all, the oldest first; expired ones are among them
	 */
	public List<ClientSecret> secrets() {
		return this.secrets.stream().sorted(Comparator.comparing(ClientSecret::createdAt)).toList();
	}

	/**
	 * What a secret is compared with.
	 * @param now the time
	 * @return the hashes of those that have not expired
	 */
	public List<String> secretHashes(Instant now) {
		return this.secrets.stream().filter((secret) -> secret.holds(now)).map(ClientSecret::secretHash).toList();
	}

	/** Whether the client can keep no secret, and proves who it is by PKCE alone. */
	public boolean isPublic() {
		return this.publicClient;
	}

	/**
	 * The keys with which the client signs who it is.
	 * @return a JSON Web Key Set, null where the client has not written them down
	 */
	public @Nullable String jwks() {
		return this.jwks;
	}

	/**
	 * Where the keys are with which the client signs who it is.
	 * @return a URL of a JSON Web Key Set, null where the client has none
	 */
	public @Nullable String jwksUri() {
		return this.jwksUri;
	}

	public String name() {
		return this.name;
	}

	public Kind kind() {
		return this.kind;
	}

	public @Nullable UserAccount owner() {
		return this.owner;
	}

	public @Nullable Application application() {
		return this.application;
	}

	public @Nullable KeyType keyType() {
		return this.keyType;
	}

	public List<String> grantTypes() {
		return List.copyOf(this.grantTypes);
	}

	public List<String> redirectUris() {
		return List.copyOf(this.redirectUris);
	}

	/** Where the client may lead a browser to after it had its user signed out. */
	public List<String> signOutUris() {
		return List.copyOf(this.signOutUris);
	}

	/** Whether the client is treated as if it did not exist. */
	public boolean isDisabled() {
		return this.disabled;
	}

	/**
	 * The most that a client that registered itself, by either interface, can be granted.
	 * @return scopes, none for other clients
	 */
	public List<String> scopes() {
		return List.copyOf(this.scopes);
	}

	/**
	 * How a client that registered itself wants to send its secret. Either way is taken.
	 * @return a name of RFC 7591, null for other clients
	 */
	public @Nullable String authMethod() {
		return this.authMethod;
	}

	public TokenFormat tokenFormat() {
		return this.tokenFormat;
	}

	/** How long what it is given holds. */
	public TokenRules tokenRules() {
		return new TokenRules(Duration.ofSeconds(this.applicationTokenSeconds),
				Duration.ofSeconds(this.accessTokenSeconds), Duration.ofSeconds(this.refreshTokenSeconds),
				Duration.ofSeconds(this.codeSeconds), this.sameToken);
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public void permit(Collection<String> grantTypes, Collection<String> redirectUris) {
		this.grantTypes = new ArrayList<>(grantTypes);
		this.redirectUris = new ArrayList<>(redirectUris);
	}

	public void signOutTo(Collection<String> signOutUris) {
		this.signOutUris = new ArrayList<>(signOutUris);
	}

	public void disable(boolean disabled) {
		this.disabled = disabled;
	}

	/**
	 * Writes down what a client that registers itself says, beside what all clients have.
	 * @param name what it calls itself
	 * @param scopes the most that it can be granted
	 * @param authMethod how it says who it is, a name of RFC 7591; null for a client of
	 * the REST APIs
	 */
	public void describe(String name, Collection<String> scopes, @Nullable String authMethod) {
		this.name = name;
		this.scopes = new ArrayList<>(scopes);
		this.authMethod = authMethod;
	}

	public void issue(TokenFormat tokenFormat) {
		this.tokenFormat = tokenFormat;
	}

	/**
	 * Changes how long what it is given holds, for what is issued from now on.
	 * @param rules the rules, in whole seconds
	 */
	public final void issueBy(TokenRules rules) {
		this.applicationTokenSeconds = rules.applicationToken().toSeconds();
		this.accessTokenSeconds = rules.userToken().toSeconds();
		this.refreshTokenSeconds = rules.refreshToken().toSeconds();
		this.codeSeconds = rules.code().toSeconds();
		this.sameToken = rules.sameToken();
	}

	/**
	 * Says whether the client can keep a secret.
	 * @param publicClient true if it cannot
	 */
	public void publish(boolean publicClient) {
		this.publicClient = publicClient;
	}

	/**
	 * Says how the client proves who it is from now on: by a signature, where it has
	 * published its keys, or else by its secret.
	 * @param jwks a checked JSON Web Key Set of public keys, null for none
	 * @param jwksUri a URL of one, null for none; one of the two at most
	 */
	public void signWith(@Nullable String jwks, @Nullable String jwksUri) {
		if (jwks != null && jwksUri != null) {
			throw new IllegalArgumentException("jwks and jwks_uri (expected: one of them at most)");
		}
		this.jwks = jwks;
		this.jwksUri = jwksUri;
	}

	/**
	 * Gives the client another secret besides those that it has.
	 * @param secretHash {@link ClientSecrets#hash} of it
	 * @param label what its owner calls it, may be empty
	 * @param now the time
	 * @param expiresAt until when it can be used, null for always
	 * @return the secret
	 */
	public ClientSecret addSecret(String secretHash, String label, Instant now, @Nullable Instant expiresAt) {
		ClientSecret secret = new ClientSecret(this, secretHash, label, now, expiresAt);
		this.secrets.add(secret);
		return secret;
	}

	/**
	 * Takes one of the client's secrets away.
	 * @param secret one of {@link #secrets()}
	 */
	public void removeSecret(ClientSecret secret) {
		this.secrets.remove(secret);
	}

	/**
	 * Gives the client one secret in place of all others; nothing changes if it is that
	 * already.
	 * @param secretHash {@link ClientSecrets#hash} of it
	 * @param now the time
	 */
	public void replaceSecrets(String secretHash, Instant now) {
		this.secrets.removeIf((secret) -> !secret.secretHash().equals(secretHash));
		if (this.secrets.isEmpty()) {
			addSecret(secretHash, "", now, null);
		}
	}

	/**
	 * What a gateway has to know of an application's key.
	 * @return the entry for the change feed
	 * @throws IllegalStateException for a client that is no application's
	 */
	public SnapshotEntry.ApplicationKey toSnapshot() {
		if (this.application == null || this.keyType == null) {
			throw new IllegalStateException("client: " + this.clientId + " (expected: an application's)");
		}
		return new SnapshotEntry.ApplicationKey(new ConsumerKey(this.clientId), this.application.applicationId(),
				this.keyType, this.tokenFormat);
	}

}

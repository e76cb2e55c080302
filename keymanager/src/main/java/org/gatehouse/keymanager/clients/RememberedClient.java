package org.gatehouse.keymanager.clients;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/**
 * A client that proved who it is by what is remembered of it. What it is given depends on
 * its {@link #stamp}; where that is another by now, {@link RememberedClients#again} says
 * who it is.
 */
public final class RememberedClient extends OAuth2ClientAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final String stamp;

	private final transient OAuth2ClientAuthenticationToken proof;

	RememberedClient(StoredClients.Known known, OAuth2ClientAuthenticationToken proof) {
		super(known.client(), proof.getClientAuthenticationMethod(), null);
		this.stamp = known.stamp();
		this.proof = proof;
	}

	/**
	 * What was remembered.
	 * @return what the database said of the client when it was read
	 */
	public String stamp() {
		return this.stamp;
	}

	/** What it sent. */
	OAuth2ClientAuthenticationToken proof() {
		return this.proof;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof RememberedClient client && client.stamp.equals(this.stamp);
	}

	@Override
	public int hashCode() {
		return Objects.hash(super.hashCode(), this.stamp);
	}

}

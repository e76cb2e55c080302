package org.gatehouse.db.identity;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import org.gatehouse.common.identity.Permission;
import org.gatehouse.db.tenant.TenantOwned;
import org.jspecify.annotations.Nullable;

/**
 * A person who can sign in.
 */
@Entity
public class UserAccount extends TenantOwned {

	private String userName;

	private String passwordHash;

	private @Nullable String email;

	private @Nullable String givenName;

	private @Nullable String familyName;

	private @Nullable String externalId;

	private boolean enabled;

	private boolean mustChangePassword;

	private @Nullable Instant unconfirmedUntil;

	private Instant createdAt;

	private Instant updatedAt;

	@ManyToMany(fetch = FetchType.LAZY)
	@JoinTable(name = "user_role", joinColumns = @JoinColumn(name = "user_id"),
			inverseJoinColumns = @JoinColumn(name = "role_id"))
	private Set<Role> roles = new LinkedHashSet<>();

	@SuppressWarnings("NullAway.Init")
	protected UserAccount() {
	}

	/**
	 * Makes an enabled account without roles.
	 * @param userName unique within the tenant, ignoring case
	 * @param passwordHash the encoded password with its algorithm's prefix
	 * @param now the time
	 */
	public UserAccount(String userName, String passwordHash, Instant now) {
		super(UUID.randomUUID());
		this.userName = userName;
		this.passwordHash = passwordHash;
		this.enabled = true;
		this.createdAt = now;
		this.updatedAt = now;
	}

	public String userName() {
		return this.userName;
	}

	public String passwordHash() {
		return this.passwordHash;
	}

	public @Nullable String email() {
		return this.email;
	}

	public @Nullable String givenName() {
		return this.givenName;
	}

	public @Nullable String familyName() {
		return this.familyName;
	}

	/**
	 * The name that a system which provisions goes by.
	 * @return the name, in that system's letters; null where there is none
	 */
	public @Nullable String externalId() {
		return this.externalId;
	}

	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Whether the user has to choose another password at the next sign-in.
	 * @return true where somebody else chose the present one
	 */
	public boolean mustChangePassword() {
		return this.mustChangePassword;
	}

	/**
	 * Until when the user has to confirm the e-mail address, and cannot sign in.
	 * @return the time, null where there is nothing to confirm
	 */
	public @Nullable Instant unconfirmedUntil() {
		return this.unconfirmedUntil;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public Instant updatedAt() {
		return this.updatedAt;
	}

	/**
	 * The roles that were given to the user.
	 * @return to be changed in place
	 */
	public Set<Role> roles() {
		return this.roles;
	}

	/**
	 * The names of all roles that the user holds, the one that everybody holds included.
	 * @return role names
	 */
	public Set<String> roleNames() {
		Set<String> names = this.roles.stream().map(Role::name).collect(Collectors.toCollection(LinkedHashSet::new));
		names.add(Permission.EVERYONE_ROLE);
		return names;
	}

	public void rename(String userName, Instant now) {
		this.userName = userName;
		this.updatedAt = now;
	}

	public void changePassword(String passwordHash, Instant now) {
		this.passwordHash = passwordHash;
		this.updatedAt = now;
	}

	public void requirePasswordChange(boolean required) {
		this.mustChangePassword = required;
	}

	/**
	 * Asks the user to confirm the e-mail address, or notes that this was done.
	 * @param until the last moment, null where it was done
	 */
	public void awaitConfirmation(@Nullable Instant until) {
		this.unconfirmedUntil = until;
	}

	public void describe(@Nullable String email, @Nullable String givenName, @Nullable String familyName, Instant now) {
		this.email = email;
		this.givenName = givenName;
		this.familyName = familyName;
		this.updatedAt = now;
	}

	/**
	 * Notes the name that a system which provisions goes by.
	 * @param externalId the name, null for none
	 * @param now the time
	 */
	public void identify(@Nullable String externalId, Instant now) {
		this.externalId = externalId;
		this.updatedAt = now;
	}

	public void enable(boolean enabled, Instant now) {
		this.enabled = enabled;
		this.updatedAt = now;
	}

}

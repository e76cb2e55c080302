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

	private @Nullable UUID storeId;

	private @Nullable String storeEntry;

	private boolean absent;

	private @Nullable String passwordHash;

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
	 * Makes an enabled account of somebody in a directory, without roles.
	 * @param userName the directory's domain, a slash, and the name there
	 * @param storeId the directory
	 * @param storeEntry what the directory knows the entry by for good
	 * @param now the time
	 * @return the account
	 */
	public static UserAccount inDirectory(String userName, UUID storeId, String storeEntry, Instant now) {
		UserAccount account = new UserAccount(userName, "", now);
		account.passwordHash = null;
		account.storeId = storeId;
		account.storeEntry = storeEntry;
		return account;
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

	/**
	 * The directory that the user is in.
	 * @return its row, null for the platform's own users
	 */
	public @Nullable UUID storeId() {
		return this.storeId;
	}

	/**
	 * What the directory knows the user's entry by for good.
	 * @return the name, null for the platform's own users
	 */
	public @Nullable String storeEntry() {
		return this.storeEntry;
	}

	/**
	 * Whether the directory has the user's entry no longer.
	 * @return true where the user is disabled for that
	 */
	public boolean isAbsent() {
		return this.absent;
	}

	/**
	 * The password's hash.
	 * @return null where a directory knows the password
	 */
	public @Nullable String passwordHash() {
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
		this.absent = this.absent && !enabled;
		this.enabled = enabled;
		this.updatedAt = now;
	}

	/**
	 * Notes that the directory has the user's entry no longer. Whom an administrator
	 * disabled before stays so when it is back.
	 * @param now the time
	 * @return true where the user could sign in until now
	 */
	public boolean depart(Instant now) {
		boolean could = this.enabled;
		if (could) {
			this.absent = true;
			enable(false, now);
		}
		return could;
	}

	/**
	 * Notes that the directory has the user's entry.
	 * @param now the time
	 */
	public void returned(Instant now) {
		if (this.absent) {
			this.absent = false;
			enable(true, now);
		}
	}

}

package org.gatehouse.keymanager.ldap;

import org.jspecify.annotations.Nullable;

/**
 * A user as a directory shows one.
 *
 * @param dn the name of the entry
 * @param key what the entry is known by for good
 * @param name the name to sign in with
 * @param email the e-mail address, null where there is none
 * @param givenName the first name, null where there is none
 * @param familyName the last name, null where there is none
 */
record LdapEntry(String dn, String key, String name, @Nullable String email, @Nullable String givenName,
		@Nullable String familyName) {

}

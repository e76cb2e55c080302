package org.gatehouse.store.keys;

import java.util.List;

import org.gatehouse.db.oauth.TokenRules;
import org.gatehouse.web.clients.KeyProof;
import org.jspecify.annotations.Nullable;

/**
 * What a key is to be from now on.
 *
 * @param grantTypes names of RFC 6749, at least one
 * @param callbackUrl where a browser is led back to with a code or a token, null or blank
 * for nowhere
 * @param signOutUrl where a browser is led to after the application had its user signed
 * out; null for as before, blank for nowhere
 * @param proof how its bearer proves to be the application, null for as before; what was
 * issued so far is taken back where it changes
 * @param rules how long what it is given holds, null for as before
 */
public record KeyChange(List<String> grantTypes, @Nullable String callbackUrl, @Nullable String signOutUrl,
		@Nullable KeyProof proof, @Nullable TokenRules rules) {

	public KeyChange {
		grantTypes = List.copyOf(grantTypes);
	}

}

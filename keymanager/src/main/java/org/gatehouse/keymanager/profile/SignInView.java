package org.gatehouse.keymanager.profile;

import java.util.UUID;

import org.gatehouse.db.signin.SignIn;
import org.gatehouse.keymanager.people.UtcTime;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in as the pages show it.
 *
 * @param id the sign-in
 * @param browser the browser, in two words
 * @param address where from
 * @param since when it began
 * @param lastUsed when a page was asked for last
 * @param own whether it is the one that the page is seen with
 */
public record SignInView(UUID id, String browser, String address, String since, String lastUsed, boolean own) {

	/**
	 * Shows a sign-in.
	 * @param signIn the sign-in
	 * @param own the one that the page is seen with, null where it is of none
	 * @return what the page shows
	 */
	public static SignInView of(SignIn signIn, @Nullable UUID own) {
		return new SignInView(signIn.id(), signIn.browser(), signIn.address(), UtcTime.of(signIn.signedInAt()),
				UtcTime.of(signIn.lastUsedAt()), signIn.id().equals(own));
	}

}

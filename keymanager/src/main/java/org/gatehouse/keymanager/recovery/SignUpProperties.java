package org.gatehouse.keymanager.recovery;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people make accounts themselves ({@code gatehouse.sign-up.*}).
 *
 * @param verifyEmail whether they have to show that the e-mail address is theirs
 */
@ConfigurationProperties("gatehouse.sign-up")
public record SignUpProperties(@DefaultValue("auto") Verification verifyEmail) {

	/**
	 * When an e-mail address has to be confirmed.
	 */
	public enum Verification {

		/** Where a mail server is set. */
		AUTO,
		/** Always; without a mail server the link is in the log and under /admin/mail. */
		ON,
		/** Never. */
		OFF

	}

}

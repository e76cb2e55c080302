package org.gatehouse.management.node;

import org.jspecify.annotations.Nullable;

/**
 * The node as {@code GET /management/server} shows it. The names are those of WSO2's
 * management API.
 */
record ServerView(String productName, String productVersion, @Nullable String osName, @Nullable String osVersion,
		@Nullable String javaVersion, @Nullable String javaVendor, @Nullable String javaHome,
		@Nullable String carbonHome) {

	static ServerView ofThisNode(String version) {
		return new ServerView("Gatehouse", version, System.getProperty("os.name"), System.getProperty("os.version"),
				System.getProperty("java.version"), System.getProperty("java.vendor"), System.getProperty("java.home"),
				System.getProperty("user.dir"));
	}

}

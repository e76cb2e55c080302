package org.gatehouse.keymanager.devices;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A device that waits for a user's answer, as the page shows it.
 *
 * @param userCode what the device shows
 * @param client the name of the client that it runs
 * @param owner who registered the client, null for one of the platform
 * @param scopes what it would get for this user
 * @param dropped what it asked for and would not get
 */
record WaitingDevice(String userCode, String client, @Nullable String owner, List<String> scopes,
		List<String> dropped) {

	WaitingDevice {
		scopes = List.copyOf(scopes);
		dropped = List.copyOf(dropped);
	}

}

package org.gatehouse.keymanager.tokens;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;

/**
 * Remembers no session. The authorization server's own registry would keep every session
 * for ever, to end each portal's on its own; here all end with the sign-in that they came
 * of, which the database knows.
 */
final class UntrackedSessions implements SessionRegistry {

	@Override
	public List<Object> getAllPrincipals() {
		return List.of();
	}

	@Override
	public List<SessionInformation> getAllSessions(Object principal, boolean includeExpiredSessions) {
		return List.of();
	}

	@Override
	public @Nullable SessionInformation getSessionInformation(String sessionId) {
		return null;
	}

	@Override
	public void refreshLastRequest(String sessionId) {
		// not remembered
	}

	@Override
	public void registerNewSession(String sessionId, Object principal) {
		// not remembered
	}

	@Override
	public void removeSessionInformation(String sessionId) {
		// not remembered
	}

}

package org.gatehouse.keymanager.consents;

import java.util.List;
import java.util.UUID;

import org.gatehouse.db.oauth.Consents;
import org.gatehouse.keymanager.revocation.Revocations;
import org.gatehouse.web.rest.NotFound;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a user has let clients have, and its end.
 */
@Service
public class ConsentService {

	private final Consents consents;

	private final Revocations revocations;

	ConsentService(Consents consents, Revocations revocations) {
		this.consents = consents;
		this.revocations = revocations;
	}

	/**
	 * Lists what a user has let clients have, by pages and for devices.
	 * @param userName the user
	 * @return one for each client, by the clients' names
	 */
	@Transactional(readOnly = true)
	public List<Consents.Given> list(String userName) {
		return this.consents.of(userName);
	}

	/**
	 * Takes it all back from a client: it has to ask again, and what was issued to it for
	 * the user is revoked.
	 * @param userName the user
	 * @param clientId the row of the client
	 * @throws NotFound if the user has let it have nothing
	 */
	@Transactional
	public void withdraw(String userName, UUID clientId) {
		if (!this.consents.remove(clientId, userName)) {
			throw NotFound.of("consent", clientId);
		}
		this.revocations.ofClientAndUser(clientId, userName);
	}

}

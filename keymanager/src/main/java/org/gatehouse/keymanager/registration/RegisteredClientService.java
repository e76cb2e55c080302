package org.gatehouse.keymanager.registration;

import java.util.UUID;

import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.db.paging.OffsetPage;
import org.gatehouse.keymanager.accounts.LikePattern;
import org.gatehouse.keymanager.revocation.Revocations;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;

import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What administrators do about clients that registered themselves.
 */
@Service
@Transactional
class RegisteredClientService {

	private final OAuthClientRepository clients;

	private final Revocations revocations;

	RegisteredClientService(OAuthClientRepository clients, Revocations revocations) {
		this.clients = clients;
		this.revocations = revocations;
	}

	/**
	 * Finds clients.
	 * @param part what the name, the client id or the owner's name contains; blank for
	 * all
	 * @param page which part of the list
	 * @return the clients by their names
	 */
	@Transactional(readOnly = true)
	Page<RegisteredClientView> list(String part, PageRequest page) {
		var found = this.clients.searchRegistered(LikePattern.containing(part),
				new OffsetPage(page.offset(), page.limit(), Sort.unsorted()));
		return Page.of(found.getContent().stream().map(RegisteredClientView::of).toList(), page,
				found.getTotalElements());
	}

	/**
	 * Shows a client.
	 * @param id which
	 * @return the client
	 * @throws NotFound if there is none that registered itself
	 */
	@Transactional(readOnly = true)
	RegisteredClientView get(UUID id) {
		return RegisteredClientView.of(find(id));
	}

	/**
	 * Switches a client off or on again. One that is off is refused like one that does
	 * not exist, and what was issued to it is taken back.
	 * @param id which
	 * @param disabled true for off
	 * @return the client
	 * @throws NotFound if there is none that registered itself
	 */
	RegisteredClientView disable(UUID id, boolean disabled) {
		OAuthClient client = find(id);
		client.disable(disabled);
		this.clients.saveAndFlush(client);
		if (disabled) {
			this.revocations.ofClient(id);
		}
		return RegisteredClientView.of(client);
	}

	/**
	 * Removes a client and takes back what was issued to it.
	 * @param id which
	 * @throws NotFound if there is none that registered itself
	 */
	void remove(UUID id) {
		OAuthClient client = find(id);
		this.revocations.ofClient(id);
		this.clients.delete(client);
	}

	private OAuthClient find(UUID id) {
		return this.clients.findWithOwner(id).filter((client) -> switch (client.kind()) {
			case DYNAMIC, REST -> true;
			case APPLICATION, PORTAL -> false;
		}).orElseThrow(() -> NotFound.of("Registered client", id));
	}

}

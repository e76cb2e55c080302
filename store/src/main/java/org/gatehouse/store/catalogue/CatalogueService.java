package org.gatehouse.store.catalogue;

import java.util.List;
import java.util.UUID;

import org.gatehouse.db.catalogue.Catalogue;
import org.gatehouse.db.catalogue.CatalogueFilter;
import org.gatehouse.db.catalogue.CatalogueOperation;
import org.gatehouse.db.catalogue.CatalogueRow;
import org.gatehouse.db.catalogue.CatalogueVisitor;
import org.gatehouse.db.catalogue.TagCount;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What consumers find. Every answer holds only what its visitor may see; what is hidden
 * is answered like what does not exist.
 */
@Service
@Transactional(readOnly = true)
public class CatalogueService {

	private final Catalogue catalogue;

	private final UserAccountRepository users;

	private final TierOffers tiers;

	private final PublishedDefinition definitions;

	private final WebProperties properties;

	CatalogueService(Catalogue catalogue, UserAccountRepository users, TierOffers tiers,
			PublishedDefinition definitions, WebProperties properties) {
		this.catalogue = catalogue;
		this.users = users;
		this.tiers = tiers;
		this.definitions = definitions;
		this.properties = properties;
	}

	/**
	 * Looks for APIs.
	 * @param user who asks, null for an anonymous visitor
	 * @param query words and {@code attribute:value} pairs, see {@link SearchQuery};
	 * blank for all
	 * @param page which part of the list
	 * @return the visible API versions
	 */
	public Page<CatalogueRow> search(@Nullable SignedInUser user, String query, PageRequest page) {
		CatalogueFilter filter = SearchQuery.parse(query);
		CatalogueVisitor visitor = visitor(user);
		return Page.of(this.catalogue.page(filter, visitor, page.limit(), page.offset()), page,
				this.catalogue.count(filter, visitor));
	}

	/**
	 * Shows an API version.
	 * @param user who asks, null for an anonymous visitor
	 * @param id the API version
	 * @return all about it
	 * @throws NotFound if there is none that the visitor sees
	 */
	public ApiDetail get(@Nullable SignedInUser user, UUID id) {
		CatalogueVisitor visitor = visitor(user);
		CatalogueRow api = find(visitor, id);
		return new ApiDetail(api, this.catalogue.operations(id), this.catalogue.scopes(id), this.tiers.ofApi(user, api),
				GatewayUrls.of(api, this.properties), this.catalogue.versions(api.apiId(), visitor),
				this.catalogue.deprecation(id), this.catalogue.access(id));
	}

	/**
	 * The definition of an API version as consumers use it: it names the gateway, never a
	 * backend.
	 * @param user who asks, null for an anonymous visitor
	 * @param id the API version
	 * @return an OpenAPI document in JSON
	 * @throws NotFound if there is none that the visitor sees
	 */
	public String definition(@Nullable SignedInUser user, UUID id) {
		CatalogueRow api = find(visitor(user), id);
		GatewayUrls urls = GatewayUrls.of(api, this.properties);
		List<CatalogueOperation> operations = this.catalogue.operations(id);
		return this.catalogue.definition(id)
			.map((document) -> this.definitions.publish(document, urls))
			.orElseGet(() -> this.definitions.generate(api, operations, urls));
	}

	/**
	 * The tags of what a visitor sees.
	 * @param user who asks, null for an anonymous visitor
	 * @param page which part of the list
	 * @return the tags, the most used first
	 */
	public Page<TagCount> tags(@Nullable SignedInUser user, PageRequest page) {
		CatalogueVisitor visitor = visitor(user);
		return Page.of(this.catalogue.tags(visitor, page.limit(), page.offset()), page,
				this.catalogue.countTags(visitor));
	}

	private CatalogueRow find(CatalogueVisitor visitor, UUID id) {
		return this.catalogue.find(id, visitor).orElseThrow(() -> NotFound.of("API", id));
	}

	private CatalogueVisitor visitor(@Nullable SignedInUser user) {
		if (user == null) {
			return CatalogueVisitor.ANONYMOUS;
		}
		return this.users.findByUserNameIgnoreCase(user.name())
			.map(UserAccount::getId)
			.map((id) -> CatalogueVisitor.of(id, user.roles()))
			.orElse(CatalogueVisitor.ANONYMOUS);
	}

}

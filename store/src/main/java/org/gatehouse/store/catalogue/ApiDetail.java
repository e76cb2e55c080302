package org.gatehouse.store.catalogue;

import java.util.List;

import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.runtime.Access;
import org.gatehouse.db.catalogue.CatalogueOperation;
import org.gatehouse.db.catalogue.CatalogueRow;
import org.gatehouse.db.catalogue.CatalogueScope;

/**
 * All that the store shows of an API version.
 *
 * @param api the API version
 * @param operations its operations, in the provider's order
 * @param scopes the scopes that they ask for
 * @param tiers the subscription tiers that it is offered on
 * @param urls where it is called
 * @param versions the API's versions that the visitor sees, this one included, the newest
 * first
 * @param deprecation what is told of its end, nothing where it is not deprecated
 * @param access by which credentials it is called
 */
public record ApiDetail(CatalogueRow api, List<CatalogueOperation> operations, List<CatalogueScope> scopes,
		List<OfferedTier> tiers, GatewayUrls urls, List<CatalogueRow> versions, DeprecationNotice deprecation,
		Access access) {

	public ApiDetail {
		operations = List.copyOf(operations);
		scopes = List.copyOf(scopes);
		tiers = List.copyOf(tiers);
		versions = List.copyOf(versions);
	}

	/**
	 * The header in which calls have their token.
	 * @return the header's name
	 */
	public String authorizationHeader() {
		String own = this.access.authorizationHeader();
		return (own != null) ? own : "Authorization";
	}

	/**
	 * Whether the visitor can subscribe: the version is published, and one of its tiers
	 * is open to the visitor.
	 * @return false for prototypes, which are called without a subscription, and for
	 * deprecated versions, which take no new ones
	 */
	public boolean subscribable() {
		return this.api.state() == LifecycleState.PUBLISHED && this.tiers.stream().anyMatch(OfferedTier::permitted);
	}

}

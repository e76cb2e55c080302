package org.gatehouse.store.subscriptions;

import java.util.Set;

import org.gatehouse.db.api.Api;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.catalogue.CatalogueRow;
import org.gatehouse.db.tier.Tier;

/**
 * Shows an API version to those who subscribe to it, whether the catalogue lists it or
 * not.
 */
final class SubscribedApi {

	private SubscribedApi() {
	}

	static CatalogueRow of(ApiVersion version) {
		Api api = version.api();
		return new CatalogueRow(version.getId(), api.getId(), api.name(), api.context(), version.version(),
				version.description(), api.provider(), version.state(), version.visibility().wireName(), version.tags(),
				version.tiers().stream().map(Tier::name).sorted().toList(), Set.copyOf(version.transports()),
				version.getId().equals(api.liveDefaultVersionId()), version.productionEndpoint() != null,
				version.sandboxEndpoint() != null, version.createdAt(), version.updatedAt());
	}

}

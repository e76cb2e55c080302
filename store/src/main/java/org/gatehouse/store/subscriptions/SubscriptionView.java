package org.gatehouse.store.subscriptions;

import java.time.Instant;
import java.util.UUID;

import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.db.catalogue.CatalogueRow;
import org.gatehouse.store.applications.ApplicationView;

/**
 * A subscription as the application's owner sees it.
 *
 * @param id the subscription
 * @param application who subscribes
 * @param api what is subscribed to, also where the catalogue does not list it any more
 * @param tier the name of its subscription tier
 * @param status whether calls pass
 * @param rowVersion for the entity tag
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
public record SubscriptionView(UUID id, ApplicationView application, CatalogueRow api, String tier,
		SubscriptionStatus status, long rowVersion, Instant createdAt, Instant updatedAt) {
}

package org.gatehouse.db.feed;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the feed from growing with revocations whose tokens have expired.
 */
@Component
class FeedPruning {

	private final DatabaseChangeFeed feed;

	FeedPruning(DatabaseChangeFeed feed) {
		this.feed = feed;
	}

	@Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT10M")
	void prune() {
		this.feed.prune();
	}

}

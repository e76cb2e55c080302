package org.gatehouse.gatewaycore.snapshot;

import java.time.Instant;
import java.util.List;

import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.gatewaycore.credentials.EndpointSecrets;
import org.gatehouse.gatewaycore.endpoint.EndpointStates;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.throttle.Quotas;
import org.gatehouse.gatewaycore.token.SigningKeys;
import org.jspecify.annotations.Nullable;

/**
 * Makes snapshots of what the feed tells, page by page. A change costs what it touches;
 * the rest of the snapshot is shared with the one before. A whole state is read beside
 * the one that is in force. Used by one thread.
 */
final class SnapshotCompiler {

	private final Quotas quotas;

	private final EndpointStates endpoints;

	private final GatewayConfiguration configuration;

	private final EndpointSecrets secrets;

	private Books books;

	private @Nullable Books next;

	private long revision;

	private @Nullable Snapshot current;

	private Instant swept = Instant.EPOCH;

	SnapshotCompiler(Quotas quotas, GatewayConfiguration configuration, EndpointSecrets secrets,
			EndpointStates endpoints) {
		this.endpoints = endpoints;
		this.quotas = quotas;
		this.configuration = configuration;
		this.secrets = secrets;
		this.books = new Books(quotas, endpoints, configuration, secrets, SigningKeys.none());
	}

	/**
	 * What came of the changes so far.
	 *
	 * @param snapshot to be put in force
	 * @param changes what is to be kept of what came since the last one, null where all
	 * of it is new
	 * @param kept all that is in force
	 * @param problems one line for each refused entry
	 */
	record Compiled(Snapshot snapshot, @Nullable List<Change> changes, Kept kept, List<String> problems) {

	}

	/**
	 * Takes a page of the feed; the first page of a whole state begins anew.
	 * @param page the feed's answer
	 */
	void apply(ChangeBatch page) {
		if (page.since() == 0) {
			Snapshot before = this.current;
			this.next = new Books(this.quotas, this.endpoints, this.configuration, this.secrets,
					(before == null) ? SigningKeys.none() : before.signingKeys());
			this.quotas.releaseAll();
		}
		Books books = this.next;
		((books == null) ? this.books : books).apply(page.changes());
		this.revision = page.revision();
	}

	/**
	 * Makes the snapshot of all pages so far.
	 * @param now the time
	 * @return the snapshot with what is to be told about it
	 */
	Compiled compile(Instant now) {
		Books whole = this.next;
		if (whole != null) {
			whole.fallBackTo(this.books);
			this.endpoints.retain(whole::knows);
			this.books = whole;
			this.next = null;
		}
		sweep(now);
		this.books.prune(now);
		Snapshot snapshot = this.books.publish(this.revision);
		this.current = snapshot;
		List<Change> changes = this.books.accepted();
		return new Compiled(snapshot, (whole == null) ? changes : null, this.books.kept(), this.books.problems());
	}

	/**
	 * Forgets what is over.
	 * @param now the time
	 * @return the snapshot without it, null where nothing is over
	 */
	@Nullable Snapshot prune(Instant now) {
		sweep(now);
		Snapshot snapshot = this.current;
		if (snapshot == null || this.next != null || !this.books.prune(now)) {
			return null;
		}
		snapshot = this.books.publish(snapshot.revision());
		this.current = snapshot;
		return snapshot;
	}

	private void sweep(Instant now) {
		if (now.isAfter(this.swept.plusSeconds(1))) {
			this.swept = now;
			this.quotas.sweep();
		}
	}

}

package org.gatehouse.keymanager.ldap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.unboundid.ldap.sdk.LDAPException;
import jakarta.annotation.PreDestroy;
import org.gatehouse.db.identity.LdapReadings;
import org.gatehouse.db.identity.LdapStore;
import org.gatehouse.db.identity.LdapStoreRepository;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.tenant.Tenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Unavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads directories whole from time to time, so that lists show users who never signed in
 * and roles go by groups as they are. Of several nodes, one reads.
 */
@Component
class LdapReader {

	private static final Logger logger = LoggerFactory.getLogger(LdapReader.class);

	private static final int LONGEST = 300;

	private final LdapStoreRepository stores;

	private final LdapReadings readings;

	private final LdapStores open;

	private final UserAccountRepository users;

	private final TenantRepository tenants;

	private final Clock clock;

	/** Apart from the scheduler, which others need while a directory takes its time. */
	private final ThreadPoolExecutor runs = new ThreadPoolExecutor(0, 1, 5, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(1), Thread.ofPlatform().daemon().name("ldap-").factory(),
			new ThreadPoolExecutor.DiscardPolicy());

	LdapReader(LdapStoreRepository stores, LdapReadings readings, LdapStores open, UserAccountRepository users,
			TenantRepository tenants, Clock clock) {
		this.stores = stores;
		this.readings = readings;
		this.open = open;
		this.users = users;
		this.tenants = tenants;
		this.clock = clock;
	}

	@Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT40S")
	void wake() {
		this.runs.execute(this::readDue);
	}

	private void readDue() {
		List<Tenant> all;
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			all = this.tenants.findAll();
		}
		for (Tenant tenant : all) {
			try (TenantContext.Binding _ = TenantContext.bind(tenant.id())) {
				this.stores.findAllByOrderByRankAscDomainAsc()
					.stream()
					.filter(LdapStore::isEnabled)
					.forEach(this::readIfDue);
			}
			catch (RuntimeException ex) {
				logger.error("the user stores cannot be read; it is tried again", ex);
			}
		}
	}

	private void readIfDue(LdapStore row) {
		int minutes = this.open.settings(row).limits().readEveryMinutes();
		Instant now = this.clock.instant();
		if (minutes > 0 && this.readings.begin(row.getId(), now, now.minus(Duration.ofMinutes(minutes)))) {
			read(row, now);
		}
	}

	/**
	 * Reads a directory now.
	 * @param id the directory
	 * @return what was in the way, null where nothing was
	 * @throws NotFound if there is none
	 * @throws Conflict if it is switched off
	 */
	@Nullable String readNow(UUID id) {
		LdapStore row = this.stores.findById(id).orElseThrow(() -> NotFound.of("user store", id));
		if (!row.isEnabled()) {
			throw new Conflict("the user store " + row.domain() + " is switched off (expected: it is on)");
		}
		Instant now = this.clock.instant();
		this.readings.begin(id, now, now);
		return read(row, now);
	}

	/**
	 * What is in the way of a reading.
	 *
	 * @param text what to tell
	 * @param outOfReach whether it is over as soon as the directory answers
	 */
	private record Problem(String text, boolean outOfReach) {

	}

	private @Nullable String read(LdapStore row, Instant begun) {
		Problem problem = problem(row);
		if (problem == null) {
			this.readings.succeeded(row.getId(), begun);
			return null;
		}
		logger.warn("the user store {} was not read: {}", row.domain(), problem.text());
		this.readings.failed(row.getId(), begun, problem.text(), problem.outOfReach());
		return problem.text();
	}

	private @Nullable Problem problem(LdapStore row) {
		LdapUserStore store = this.open.open(row);
		try {
			boolean unknown = this.users.countByStoreId(row.getId()) == 0;
			// A wrong filter or base is likelier than that everybody left at once.
			return store.readAll(unknown).isPresent() ? null
					: new Problem("The search finds nobody any more; everybody was left as known before.", false);
		}
		catch (Unavailable down) {
			return new Problem(down.description(), store.isOutOfReach());
		}
		catch (LDAPException ex) {
			String said = String.valueOf(ex.getMessage());
			return new Problem((said.length() > LONGEST) ? said.substring(0, LONGEST) : said, false);
		}
	}

	@PreDestroy
	void stop() {
		this.runs.shutdownNow();
	}

}

package org.gatehouse.keymanager.ldap;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import org.gatehouse.web.rest.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one directory, used again and again. While it does not answer,
 * callers are turned away at once, but for one from time to time who tries; and never do
 * more callers wait for it than it has connections. So a directory that hangs holds up
 * neither other stores nor the threads of this node.
 */
final class LdapConnections implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LdapConnections.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	private static final Duration TURN = Duration.ofSeconds(1);

	/** What says that the directory is not there, rather than what it thinks. */
	private static final Set<ResultCode> DOWN = Set.of(ResultCode.CONNECT_ERROR, ResultCode.SERVER_DOWN,
			ResultCode.TIMEOUT, ResultCode.UNAVAILABLE, ResultCode.BUSY, ResultCode.DECODING_ERROR,
			ResultCode.LOCAL_ERROR, ResultCode.PROTOCOL_ERROR, ResultCode.OPERATIONS_ERROR,
			ResultCode.TIME_LIMIT_EXCEEDED);

	private final String domain;

	private final LDAPConnectionPool pool;

	private final Semaphore turns;

	private final CircuitBreaker breaker;

	private volatile boolean outOfReach;

	LdapConnections(String domain, LdapSettings settings, LdapConnector connector) {
		this.domain = domain;
		this.pool = connector.pool();
		this.turns = new Semaphore(settings.limits().connections(), true);
		this.breaker = CircuitBreaker.of("user store " + domain,
				CircuitBreakerConfig.custom()
					.slidingWindowSize(2)
					.minimumNumberOfCalls(2)
					.failureRateThreshold(100)
					.permittedNumberOfCallsInHalfOpenState(1)
					.waitIntervalFunctionInOpenState(
							IntervalFunction.ofExponentialBackoff(FIRST_PAUSE, 2, LONGEST_PAUSE))
					.build());
	}

	/**
	 * Something that is done on a connection.
	 *
	 * @param <T> what comes of it
	 */
	@FunctionalInterface
	interface Operation<T> {

		/**
		 * Does it.
		 * @param connection a connection of the account that reads the directory
		 * @return what comes of it
		 * @throws LDAPException if the directory refuses, or does not answer
		 */
		T on(LDAPConnection connection) throws LDAPException;

	}

	/** That there is no connection, whatever the reason. */
	private static final class NoConnection extends Exception {

		private static final long serialVersionUID = 1L;

		NoConnection(LDAPException cause) {
			super(cause.getMessage(), cause);
		}

	}

	/**
	 * Does something that leaves the connection as it is.
	 * @param <T> what comes of it
	 * @param operation what is done; once more on another connection where the first
	 * proves to be closed
	 * @return what comes of it
	 * @throws LDAPException if the directory refuses
	 * @throws Unavailable if it does not answer
	 */
	<T> T call(Operation<T> operation) throws LDAPException {
		return call(operation, false);
	}

	/**
	 * Does something after which the connection is somebody else's.
	 * @param <T> what comes of it
	 * @param operation what is done
	 * @return what comes of it
	 * @throws LDAPException if the directory refuses
	 * @throws Unavailable if it does not answer
	 */
	<T> T callAsAnother(Operation<T> operation) throws LDAPException {
		return call(operation, true);
	}

	private <T> T call(Operation<T> operation, boolean bindAfterwards) throws LDAPException {
		if (!turn()) {
			throw unavailable();
		}
		try {
			if (!this.breaker.tryAcquirePermission()) {
				throw unavailable();
			}
			return judged(operation, bindAfterwards);
		}
		finally {
			this.turns.release();
		}
	}

	private <T> T judged(Operation<T> operation, boolean bindAfterwards) throws LDAPException {
		long begin = System.nanoTime();
		boolean answers = true;
		boolean reachable = true;
		try {
			return onConnection(operation, bindAfterwards);
		}
		catch (NoConnection none) {
			answers = false;
			reachable = false;
			logger.warn("the user store {} cannot be reached: {}", this.domain, none.getMessage());
			throw unavailable();
		}
		catch (LDAPException ex) {
			answers = !isDown(ex);
			if (answers) {
				throw ex;
			}
			logger.warn("the user store {} does not answer: {}", this.domain, ex.getMessage());
			throw unavailable();
		}
		finally {
			this.outOfReach = !reachable;
			long took = System.nanoTime() - begin;
			if (answers) {
				this.breaker.onSuccess(took, TimeUnit.NANOSECONDS);
			}
			else {
				this.breaker.onError(took, TimeUnit.NANOSECONDS, new IllegalStateException("no answer"));
			}
		}
	}

	private <T> T onConnection(Operation<T> operation, boolean bindAfterwards) throws LDAPException, NoConnection {
		LDAPConnection connection = connection();
		try {
			T result = operation.on(connection);
			release(connection, bindAfterwards);
			return result;
		}
		catch (LDAPException ex) {
			if (!isDown(ex)) {
				release(connection, bindAfterwards);
				throw ex;
			}
			this.pool.releaseDefunctConnection(connection);
			if (!ResultCode.SERVER_DOWN.equals(ex.getResultCode())) {
				throw ex;
			}
		}
		catch (RuntimeException ex) {
			this.pool.releaseDefunctConnection(connection);
			throw ex;
		}
		return onFreshConnection(operation, bindAfterwards);
	}

	/** The directory, or what is on the way to it, closes idle connections. */
	private <T> T onFreshConnection(Operation<T> operation, boolean bindAfterwards) throws LDAPException, NoConnection {
		LDAPConnection connection = connection();
		try {
			T result = operation.on(connection);
			release(connection, bindAfterwards);
			return result;
		}
		catch (LDAPException | RuntimeException ex) {
			this.pool.releaseDefunctConnection(connection);
			throw ex;
		}
	}

	private LDAPConnection connection() throws NoConnection {
		try {
			return this.pool.getConnection();
		}
		catch (LDAPException ex) {
			throw new NoConnection(ex);
		}
	}

	private void release(LDAPConnection connection, boolean bindAfterwards) {
		if (bindAfterwards) {
			this.pool.releaseAndReAuthenticateConnection(connection);
		}
		else {
			this.pool.releaseConnection(connection);
		}
	}

	private boolean turn() {
		try {
			return this.turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	static boolean isDown(LDAPException ex) {
		return DOWN.contains(ex.getResultCode());
	}

	/**
	 * Whether there was no connection when one was last tried, rather than no answer.
	 * @return true if the directory is back as soon as it answers anything
	 */
	boolean isOutOfReach() {
		return this.outOfReach;
	}

	private Unavailable unavailable() {
		return new Unavailable(
				"The user store " + this.domain + " is temporarily unavailable (expected: another try in a moment)");
	}

	@Override
	public void close() {
		this.pool.close();
	}

}

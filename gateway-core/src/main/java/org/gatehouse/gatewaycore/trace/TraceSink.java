package org.gatehouse.gatewaycore.trace;

/**
 * Takes the calls that are traced.
 */
public interface TraceSink extends AutoCloseable {

	/**
	 * Takes a call. Never blocks; what cannot be taken is dropped.
	 * @param call a call that has ended
	 */
	void take(TracedCall call);

	/** Sends what was taken and not yet sent, within some seconds. */
	@Override
	void close();

	/**
	 * The sink of a gateway.
	 * @param settings where to
	 * @param node the gateway's name
	 * @return a collector's, or the log's
	 */
	static TraceSink of(TraceSettings settings, String node) {
		return (settings.collector() == null) ? new LogTraces() : new CollectorTraces(settings, node);
	}

}

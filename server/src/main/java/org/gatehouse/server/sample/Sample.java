package org.gatehouse.server.sample;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.EnumSet;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;

import org.gatehouse.db.sealing.SealedValues;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.server.Role;
import org.gatehouse.server.launch.DataDirectory;
import org.gatehouse.server.launch.LaunchedNode;
import org.gatehouse.server.settings.Setting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/**
 * The sample: an API, an application subscribed to it, and their backend. Published by
 * the first start of a node that has everything it needs, over the same REST APIs that
 * everybody uses, and never again: who deletes it does not want it back.
 */
public final class Sample implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Sample.class);

	private static final Set<Role> NEEDED = EnumSet.of(Role.PUBLISHER, Role.STORE, Role.KEYMANAGER, Role.GATEWAY);

	/**
	 * The key and secret; {@link #DECLINED} where the first start was told to do without.
	 */
	private static final String VALUE = "sample.consumer-secret";

	private static final String DECLINED = "declined";

	private static final int FIRST_PORT = 9763;

	private static final int LAST_PORT = 9999;

	private final LaunchedNode node;

	private final SealedValues values;

	private final URI controlPlane;

	private final SSLContext trust;

	private @Nullable Bookshelf backend;

	private @Nullable SampleKey key;

	private Sample(LaunchedNode node, ApplicationContext context) {
		this.node = node;
		this.values = context.getBean(SealedValues.class);
		this.controlPlane = URI.create(context.getEnvironment().getRequiredProperty("gatehouse.internal-url"));
		this.trust = context.getBean("backChannelSslContext", SSLContext.class);
	}

	/**
	 * Looks whether this node has or is to have the sample.
	 * @param node what the node knows of itself
	 * @param context the running control plane
	 * @return the sample, null where there is none and none is wanted
	 */
	public static @Nullable Sample open(LaunchedNode node, ApplicationContext context) {
		if (!node.options().roles().containsAll(NEEDED)) {
			return null;
		}
		Sample sample = new Sample(node, context);
		Optional<String> state = sample.state();
		if (state.isEmpty() && !node.options().sample()) {
			sample.keep(DECLINED);
			return null;
		}
		return state.filter(DECLINED::equals).isPresent() ? null : sample;
	}

	/**
	 * Starts the backend, and publishes what is not published.
	 * @param progress is told of it
	 */
	public void publishOnce(Consumer<String> progress) {
		try {
			int port = startBackend();
			this.key = state().map(Sample::parse).orElse(null);
			if (this.key == null) {
				progress.accept("Publishing the sample API");
				try (SampleClient client = new SampleClient(this.controlPlane, this.trust, adminPassword())) {
					this.key = new SamplePublication(client, URI.create("http://127.0.0.1:" + port)).publish();
				}
				keep(this.key.consumerKey() + ":" + this.key.consumerSecret());
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.info("The sample is not available", ex);
			progress.accept("WARNING: the sample API is not available (" + ex.getMessage() + "): see "
					+ this.node.data().logs().resolve("gatehouse.log"));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The sample application's key.
	 * @return the key, null where publishing failed
	 */
	public @Nullable SampleKey key() {
		return this.key;
	}

	@Override
	public void close() {
		if (this.backend != null) {
			this.backend.close();
		}
	}

	/** On the port of the first start, for the API's endpoint has it. */
	private int startBackend() throws IOException {
		DataDirectory data = this.node.data();
		Path file = data.root().resolve("sample-backend.port");
		Optional<String> kept = data.read(file);
		if (kept.isPresent()) {
			int port = Integer.parseInt(kept.get());
			this.backend = Bookshelf.start(port);
			return port;
		}
		// Below the range from which outgoing connections take their ports.
		int port = FIRST_PORT;
		while (true) {
			try {
				this.backend = Bookshelf.start(port);
				DataDirectory.writePublic(file, port + "\n");
				return port;
			}
			catch (IOException ex) {
				if (++port > LAST_PORT) {
					throw ex;
				}
			}
		}
	}

	private String adminPassword() {
		return this.node.settings().find(Setting.ADMIN_PASSWORD).orElse("admin");
	}

	private Optional<String> state() {
		return TenantContext.call(DefaultTenant.ID, () -> this.values.find(VALUE));
	}

	private void keep(String value) {
		TenantContext.call(DefaultTenant.ID, () -> {
			this.values.save(VALUE, value);
			return value;
		});
	}

	private static SampleKey parse(String value) {
		int colon = value.indexOf(':');
		return new SampleKey(value.substring(0, colon), value.substring(colon + 1));
	}

}

package org.gatehouse.server.launch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.gatehouse.db.embedded.EmbeddedPostgres;
import org.gatehouse.db.embedded.EmbeddedPostgresOptions;
import org.gatehouse.gatewaycore.Gateway;
import org.gatehouse.jose.KeyAlgorithm;
import org.gatehouse.server.Role;
import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.controlplane.ControlPlane;
import org.gatehouse.server.database.PlatformDatabase;
import org.gatehouse.server.gateway.LocalGateway;
import org.gatehouse.server.gateway.RemoteGateway;
import org.gatehouse.server.sample.Sample;
import org.gatehouse.server.settings.Setting;
import org.gatehouse.server.settings.Settings;
import org.gatehouse.server.tls.TlsIdentity;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts a node: first what can be refused in a moment, then everything that takes time,
 * beside each other where possible.
 */
public final class Launch {

	private static final Executor THREADS = (task) -> Thread.ofPlatform().daemon().name("start").start(task);

	private final Phases phases = Phases.ofProcess();

	private final Progress progress = new Progress(System.out, this.phases);

	private final Undo undo = new Undo();

	private final CountDownLatch ended = new CountDownLatch(1);

	private @Nullable DataDirectory data;

	private Launch() {
	}

	/**
	 * Starts a node and waits for its end.
	 * @param arguments the command line
	 * @return the exit code of the process: 0, or 1 where the node did not start
	 */
	public static int run(String... arguments) {
		Launch launch = new Launch();
		try {
			StartOptions options = StartOptions.parse(arguments);
			if (options == null) {
				return 0;
			}
			THREADS.execute(KeyAlgorithm::load);
			if (options.train()) {
				return new Training(launch::start, launch.undo::close).run(options);
			}
			Runtime.getRuntime().addShutdownHook(new Thread(launch::end, "end"));
			launch.start(options);
			launch.ended.await();
			return 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return 0;
		}
		catch (Exception ex) {
			return launch.refuse(ex);
		}
	}

	/** Ctrl-C or SIGTERM. Ends the process itself: to have been told to is no failure. */
	private void end() {
		if (Thread.currentThread().isInterrupted() || this.ended.getCount() == 0) {
			return;
		}
		this.progress.print(System.lineSeparator());
		this.progress.tell("Stopping");
		this.undo.close();
		this.progress.tell("Stopped");
		Runtime.getRuntime().halt(0);
	}

	private int refuse(Exception failure) {
		if (this.data != null) {
			Log.failure(this.data, failure);
		}
		this.ended.countDown();
		this.undo.close();
		System.err.println(StartFailure.line(failure, this.data));
		return 1;
	}

	/** Returns when the node is ready. */
	private RunningNode start(StartOptions options) throws Exception {
		this.data = DataDirectory.open(options.data());
		this.undo.add("data directory", Duration.ofSeconds(1), this.data);
		boolean gatewayOnly = options.gatewayOnly();
		CompletableFuture<Void> log = gatewayOnly ? settingUpLog(this.data) : CompletableFuture.completedFuture(null);
		Settings settings = Settings.read(System.getenv(), this.data.settings());
		InetAddress address = address(settings);
		Ports ports = new Ports(options.portOffset());
		ports.checkFree(address, options.roles());
		this.progress.tell("Gatehouse on Java " + Runtime.version().feature() + ", data in " + this.data.root());
		TlsIdentity tls = TlsIdentity.of(this.data.tls(), Clock.systemUTC().instant());
		CompletableFuture<PlatformDatabase> database = gatewayOnly ? new CompletableFuture<>()
				: CompletableFuture.supplyAsync(() -> database(settings), THREADS);
		LaunchedNode node = new LaunchedNode(options, settings, address, this.data, ports, tls, database,
				new LaunchedNode.Readiness(), this.phases);
		return gatewayOnly ? startGatewayNode(node, log) : startControlPlane(node);
	}

	/**
	 * Begins as early as it can: it takes longer than all that is done until it is
	 * needed.
	 */
	private static CompletableFuture<Void> settingUpLog(DataDirectory data) {
		return CompletableFuture.runAsync(() -> Log.setUp(data), THREADS);
	}

	private RunningNode startGatewayNode(LaunchedNode node, CompletableFuture<Void> log) throws Exception {
		RemoteGateway prepared = this.phases.measure("configuration", () -> RemoteGateway.of(node));
		log.join();
		Gateway gateway = this.phases.measure("gateway", () -> prepared.start(this.undoing("control plane")));
		started(node, gateway);
		return ready(new RunningNode(node, null, gateway, null));
	}

	private RunningNode startControlPlane(LaunchedNode node) throws Exception {
		ConfigurableApplicationContext context = this.phases.measure("context", () -> {
			ConfigurableApplicationContext made = ControlPlane.start(node);
			this.undo.add("control plane", Duration.ofSeconds(5), made);
			return made;
		});
		this.progress.tell("Control plane at https://localhost:" + node.ports().web());
		Gateway gateway = null;
		if (node.is(Role.GATEWAY)) {
			gateway = this.phases.measure("gateway", () -> LocalGateway.start(node, context));
			started(node, gateway);
		}
		Sample sample = Sample.open(node, context);
		if (sample != null) {
			this.undo.add("sample backend", Duration.ofSeconds(1), sample);
			sample.publishOnce(this.progress::tell);
		}
		return ready(new RunningNode(node, context, gateway, sample));
	}

	private void started(LaunchedNode node, Gateway gateway) {
		this.undo.add("gateway", Duration.ofSeconds(4), gateway);
		node.readiness().gateway(gateway::isReady);
		this.progress.tell("Gateway at https://localhost:" + node.ports().gatewayHttps());
	}

	private RunningNode ready(RunningNode running) throws InterruptedException {
		running.awaitReady();
		this.phases.ready();
		Log.phases(this.phases);
		this.progress.print(Banner.of(running, this.phases));
		return running;
	}

	private PlatformDatabase database(Settings settings) {
		try {
			PlatformDatabase database = this.phases.measure("postgres", () -> openDatabase(settings));
			this.phases.measure("migrate", database::migrate);
			return database;
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private PlatformDatabase openDatabase(Settings settings) {
		if (settings.find(Setting.DB_URL).isPresent()) {
			PlatformDatabase external = PlatformDatabase.external(settings);
			this.progress.tell("External PostgreSQL, user " + external.user());
			if (!external.boundByRowSecurity()) {
				this.progress.tell("WARNING: " + external.user() + " is a superuser or passes row-level security: "
						+ "the database's own wall between tenants does not stand. Use an ordinary role.");
			}
			return external;
		}
		Path directory = Objects.requireNonNull(this.data).postgres();
		if (!Files.exists(directory)) {
			this.progress.tell("Unpacking PostgreSQL and making its data directory");
		}
		EmbeddedPostgres server = EmbeddedPostgres.start(EmbeddedPostgresOptions.kept(directory));
		this.undo.add("PostgreSQL", Duration.ofSeconds(15), server);
		this.progress.tell("PostgreSQL on 127.0.0.1:" + server.port());
		return PlatformDatabase.of(server);
	}

	private Consumer<AutoCloseable> undoing(String name) {
		return (step) -> this.undo.add(name, Duration.ofSeconds(1), step);
	}

	private static InetAddress address(Settings settings) {
		String name = settings.find(Setting.BIND_ADDRESS).orElse("127.0.0.1");
		try {
			return InetAddress.getByName(name);
		}
		catch (UnknownHostException ex) {
			throw new StartRefusal("GATEHOUSE_BIND_ADDRESS: '" + name + "' is no address of this machine: correct it",
					ex);
		}
	}

}

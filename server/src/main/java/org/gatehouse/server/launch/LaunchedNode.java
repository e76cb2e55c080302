package org.gatehouse.server.launch;

import java.net.InetAddress;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

import org.gatehouse.server.Role;
import org.gatehouse.server.database.PlatformDatabase;
import org.gatehouse.server.settings.Settings;
import org.gatehouse.server.tls.TlsIdentity;

/**
 * What the parts of a node share while it starts and runs.
 *
 * @param options the command line
 * @param settings what the operator has set
 * @param address where the node listens
 * @param data where it keeps everything
 * @param ports its ports
 * @param tls its certificate
 * @param database its database, which starts beside the rest
 * @param readiness what it still waits for
 * @param phases how long the steps took
 */
public record LaunchedNode(StartOptions options, Settings settings, InetAddress address, DataDirectory data,
		Ports ports, TlsIdentity tls, Future<PlatformDatabase> database, Readiness readiness, Phases phases) {

	/**
	 * Whether the node plays a role.
	 * @param role which
	 * @return true if so
	 */
	public boolean is(Role role) {
		return this.options.roles().contains(role);
	}

	/** Whether the gateway of this node, if it has one, can answer. */
	public static final class Readiness {

		private volatile BooleanSupplier gateway = () -> false;

		void gateway(BooleanSupplier ready) {
			this.gateway = ready;
		}

		/**
		 * Whether the gateway runs a snapshot.
		 * @return false before it does
		 */
		public boolean gateway() {
			return this.gateway.getAsBoolean();
		}

	}

}

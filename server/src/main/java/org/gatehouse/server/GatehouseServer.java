package org.gatehouse.server;

import org.gatehouse.server.launch.Launch;

/**
 * The program: {@code java -jar gatehouse-server.jar [options]}.
 */
public final class GatehouseServer {

	private GatehouseServer() {
	}

	/**
	 * Starts a node and keeps it running until the process is told to end.
	 * @param arguments see {@code --help}
	 */
	public static void main(String[] arguments) {
		System.exit(Launch.run(arguments));
	}

}

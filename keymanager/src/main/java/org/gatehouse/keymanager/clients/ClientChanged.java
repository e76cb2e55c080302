package org.gatehouse.keymanager.clients;

/**
 * Says that a client which was remembered is another by now, or gone: it has to prove
 * anew who it is.
 */
public class ClientChanged extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** Nobody reads where it comes from. */
	public ClientChanged() {
		super("the client was changed", null, false, false);
	}

}

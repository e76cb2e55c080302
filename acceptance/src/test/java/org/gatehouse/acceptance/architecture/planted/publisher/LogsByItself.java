package org.gatehouse.acceptance.architecture.planted.publisher;

import java.util.logging.Logger;

/**
 * Planted: a second log.
 */
public class LogsByItself {

	final Logger log = Logger.getLogger("planted");

}

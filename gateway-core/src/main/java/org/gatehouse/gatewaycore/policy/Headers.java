package org.gatehouse.gatewaycore.policy;

import org.gatehouse.mediation.Fields;

/**
 * The header fields of a message, as policies see and change them. Names are compared
 * without regard to case.
 */
public interface Headers extends Fields {

}

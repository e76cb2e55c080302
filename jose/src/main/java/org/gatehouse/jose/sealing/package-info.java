/**
 * Encryption of what has to be kept in clear for the platform's own use, for the control
 * plane that seals and for the gateways that open what is sealed for them.
 */
@NullMarked
package org.gatehouse.jose.sealing;

import org.jspecify.annotations.NullMarked;

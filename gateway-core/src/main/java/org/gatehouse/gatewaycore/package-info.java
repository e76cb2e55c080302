/**
 * The data plane's front door: start a gateway, stop it, ask what it runs.
 */
@NullMarked
package org.gatehouse.gatewaycore;

import org.jspecify.annotations.NullMarked;

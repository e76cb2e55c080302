@NullMarked
package org.gatehouse.gatewaycore.transport;

import org.jspecify.annotations.NullMarked;

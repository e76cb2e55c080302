@NullMarked
package org.gatehouse.gatewaycore.trace;

import org.jspecify.annotations.NullMarked;

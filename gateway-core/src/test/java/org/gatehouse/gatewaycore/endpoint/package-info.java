@NullMarked
package org.gatehouse.gatewaycore.endpoint;

import org.jspecify.annotations.NullMarked;

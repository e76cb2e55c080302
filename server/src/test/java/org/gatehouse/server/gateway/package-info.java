@NullMarked
package org.gatehouse.server.gateway;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.server.tls;

import org.jspecify.annotations.NullMarked;

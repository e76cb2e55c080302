@NullMarked
package org.gatehouse.server.launch;

import org.jspecify.annotations.NullMarked;

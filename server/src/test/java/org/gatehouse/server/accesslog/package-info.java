@NullMarked
package org.gatehouse.server.accesslog;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.server;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.server.settings;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.testkit.postgres;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.testkit.backend;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.publisher.lifecycle;

import org.jspecify.annotations.NullMarked;

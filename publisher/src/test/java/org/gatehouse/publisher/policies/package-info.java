@NullMarked
package org.gatehouse.publisher.policies;

import org.jspecify.annotations.NullMarked;

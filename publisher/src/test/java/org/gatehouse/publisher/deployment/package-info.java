@NullMarked
package org.gatehouse.publisher.deployment;

import org.jspecify.annotations.NullMarked;

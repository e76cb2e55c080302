@NullMarked
package org.gatehouse.publisher.scopes;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.publisher;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.common.identity;

import org.jspecify.annotations.NullMarked;

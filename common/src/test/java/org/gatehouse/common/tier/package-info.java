@NullMarked
package org.gatehouse.common.tier;

import org.jspecify.annotations.NullMarked;

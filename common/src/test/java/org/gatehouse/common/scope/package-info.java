@NullMarked
package org.gatehouse.common.scope;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.common.api;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.common.application;

import org.jspecify.annotations.NullMarked;

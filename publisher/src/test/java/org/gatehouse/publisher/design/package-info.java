@NullMarked
package org.gatehouse.publisher.design;

import org.jspecify.annotations.NullMarked;

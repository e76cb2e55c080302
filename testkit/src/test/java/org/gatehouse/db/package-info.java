@NullMarked
package org.gatehouse.db;

import org.jspecify.annotations.NullMarked;

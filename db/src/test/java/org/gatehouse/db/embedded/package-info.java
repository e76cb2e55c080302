@NullMarked
package org.gatehouse.db.embedded;

import org.jspecify.annotations.NullMarked;

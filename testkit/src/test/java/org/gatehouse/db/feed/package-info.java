@NullMarked
package org.gatehouse.db.feed;

import org.jspecify.annotations.NullMarked;

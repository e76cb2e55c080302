@NullMarked
package org.gatehouse.store.applications;

import org.jspecify.annotations.NullMarked;

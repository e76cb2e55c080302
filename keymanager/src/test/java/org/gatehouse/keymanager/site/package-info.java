@NullMarked
package org.gatehouse.keymanager.site;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.gatehouse.testkit.browser;

import org.jspecify.annotations.NullMarked;

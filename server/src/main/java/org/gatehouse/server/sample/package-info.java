/**
 * The sample API of the first start and the backend that it leads to.
 */
@NullMarked
package org.gatehouse.server.sample;

import org.jspecify.annotations.NullMarked;

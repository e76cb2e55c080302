/**
 * The publisher's pages before an API is opened: the list, and the two ways to make an
 * API. They call the services of {@code publisher.design}, like the REST interface.
 */
@NullMarked
package org.gatehouse.publisher.home;

import org.jspecify.annotations.NullMarked;

/**
 * Certificates that are trusted in backends.
 */
@NullMarked
package org.gatehouse.publisher.certificates;

import org.jspecify.annotations.NullMarked;

/**
 * Certificates by which clients call APIs.
 */
@NullMarked
package org.gatehouse.publisher.callers;

import org.jspecify.annotations.NullMarked;

/**
 * Clients of the REST APIs register themselves.
 */
@NullMarked
package org.gatehouse.keymanager.registration;

import org.jspecify.annotations.NullMarked;

/**
 * The administration of throttling: policies of all levels and deny rules, as pages and
 * for programs.
 */
@NullMarked
package org.gatehouse.keymanager.throttling;

import org.jspecify.annotations.NullMarked;

/**
 * The one base of every test that needs a database.
 */
@NullMarked
package org.gatehouse.testkit.postgres;

import org.jspecify.annotations.NullMarked;

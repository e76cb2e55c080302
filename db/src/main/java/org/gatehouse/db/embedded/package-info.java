/**
 * PostgreSQL as a child process of this JVM, from the binaries that are on the class
 * path: the database of who brings none.
 */
@NullMarked
package org.gatehouse.db.embedded;

import org.jspecify.annotations.NullMarked;

/**
 * Who is signed in, and who tried and failed.
 */
@NullMarked
package org.gatehouse.db.signin;

import org.jspecify.annotations.NullMarked;

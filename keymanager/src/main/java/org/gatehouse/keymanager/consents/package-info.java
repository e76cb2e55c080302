/**
 * The page on which a user lets an application act in the user's name, and what is kept
 * of it.
 */
@NullMarked
package org.gatehouse.keymanager.consents;

import org.jspecify.annotations.NullMarked;

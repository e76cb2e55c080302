/**
 * What an operator can set, and the refusal of everything else.
 */
@NullMarked
package org.gatehouse.server.settings;

import org.jspecify.annotations.NullMarked;

/**
 * Policies as the portals write them: how they stand in JSON, which there are, and the
 * template that all APIs of a tenant have in common.
 */
@NullMarked
package org.gatehouse.web.policies;

import org.jspecify.annotations.NullMarked;

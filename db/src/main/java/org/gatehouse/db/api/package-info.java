/**
 * APIs, their versions, operations, revisions, deployments and history.
 */
@NullMarked
package org.gatehouse.db.api;

import org.jspecify.annotations.NullMarked;

/**
 * The publisher's pages of one API version. Each changes one part of the working copy;
 * {@link org.gatehouse.publisher.workspace.Workspace} has what they share. They call the
 * features' services, like the REST interface.
 */
@NullMarked
package org.gatehouse.publisher.workspace;

import org.jspecify.annotations.NullMarked;

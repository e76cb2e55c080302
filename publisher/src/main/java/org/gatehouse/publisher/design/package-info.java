/**
 * Designing APIs: by hand or from a definition, editing the working copy, new versions.
 */
@NullMarked
package org.gatehouse.publisher.design;

import org.jspecify.annotations.NullMarked;

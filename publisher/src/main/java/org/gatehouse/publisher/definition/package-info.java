/**
 * OpenAPI documents: read from anywhere without trusting them, checked against the
 * published schemas of OpenAPI 2.0, 3.0 and 3.1, reduced to what Gatehouse needs, and
 * written. Nothing here knows the database or follows a reference out of the document.
 * Start reading at {@link org.gatehouse.publisher.definition.DefinitionReader}.
 */
@NullMarked
package org.gatehouse.publisher.definition;

import org.jspecify.annotations.NullMarked;

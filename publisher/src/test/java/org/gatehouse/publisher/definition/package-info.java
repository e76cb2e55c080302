/**
 * Tests of reading, writing and fetching OpenAPI documents.
 */
@NullMarked
package org.gatehouse.publisher.definition;

import org.jspecify.annotations.NullMarked;

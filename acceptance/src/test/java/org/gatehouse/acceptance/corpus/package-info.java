/**
 * OpenAPI documents that others wrote, imported, deployed and called.
 */
@NullMarked
package org.gatehouse.acceptance.corpus;

import org.jspecify.annotations.NullMarked;

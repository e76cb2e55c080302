/**
 * Tests that use the store's pages as a person does.
 */
@NullMarked
package org.gatehouse.store.pages;

import org.jspecify.annotations.NullMarked;

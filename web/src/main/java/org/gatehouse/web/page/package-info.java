/**
 * What all pages share: the model of the layout, forms that keep what was typed, error
 * pages.
 */
@NullMarked
package org.gatehouse.web.page;

import org.jspecify.annotations.NullMarked;

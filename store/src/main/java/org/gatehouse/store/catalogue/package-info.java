/**
 * What consumers find: the catalogue of published APIs, their definitions, tags and
 * tiers.
 */
@NullMarked
package org.gatehouse.store.catalogue;

import org.jspecify.annotations.NullMarked;

package org.gatehouse.acceptance.architecture.planted.web;

import org.gatehouse.acceptance.architecture.planted.store.Catalogue;

/**
 * Planted: shared pages that know one portal.
 */
public record PageThatKnowsAPortal(Catalogue other) {

}

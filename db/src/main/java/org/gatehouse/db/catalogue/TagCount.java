package org.gatehouse.db.catalogue;

/**
 * A tag of visible APIs.
 *
 * @param tag the tag
 * @param count how many visible API versions carry it, at least 1
 */
public record TagCount(String tag, long count) {
}

package org.gatehouse.keymanager.scim;

import java.time.Instant;

/**
 * What every resource says about itself (RFC 7643 section 3.1).
 *
 * @param resourceType {@code User} or {@code Group}
 * @param created when it was made
 * @param lastModified when it was changed last
 * @param location its URL
 * @param version its entity tag
 */
record ScimMeta(String resourceType, Instant created, Instant lastModified, String location, String version) {

}

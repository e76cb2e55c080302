/**
 * The administrator's page for the tenant's settings.
 */
@NullMarked
package org.gatehouse.keymanager.settings;

import org.jspecify.annotations.NullMarked;

/**
 * The administrator's page for the API template.
 */
@NullMarked
package org.gatehouse.keymanager.templates;

import org.jspecify.annotations.NullMarked;

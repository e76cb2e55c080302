/**
 * What the control plane's web applications share.
 */
@NullMarked
package org.gatehouse.web;

import org.jspecify.annotations.NullMarked;

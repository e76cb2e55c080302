/**
 * Several endpoints of one API: which of them a call goes to, how long it waits there,
 * where it goes when that one fails, and which endpoints are left alone for a while.
 */
@NullMarked
package org.gatehouse.gatewaycore.endpoint;

import org.jspecify.annotations.NullMarked;

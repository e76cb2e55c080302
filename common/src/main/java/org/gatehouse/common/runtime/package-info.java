/**
 * How gateways treat the calls of an API beyond routing and access: what providers set as
 * an API's runtime configuration. Written by the publisher, read by gateways, stored and
 * sent as JSON; what an older document leaves out has its default.
 */
@NullMarked
package org.gatehouse.common.runtime;

import org.jspecify.annotations.NullMarked;

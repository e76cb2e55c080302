package org.gatehouse.acceptance.architecture.planted.common;

import org.springframework.core.Ordered;

/**
 * Planted: common with a library.
 */
public interface SpringInCommon extends Ordered {

}

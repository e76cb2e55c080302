package org.gatehouse.acceptance.architecture.planted.gatewaycore;

import org.springframework.stereotype.Component;

/**
 * Planted: a gateway with Spring.
 */
@Component
public class IsASpringBean {

}

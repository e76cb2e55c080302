package org.gatehouse.acceptance.architecture.planted.store;

import org.springframework.web.bind.annotation.RestController;

/**
 * Planted: a controller that others can call.
 */
@RestController
public class PublicController {

}

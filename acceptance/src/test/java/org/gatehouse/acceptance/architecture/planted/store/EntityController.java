package org.gatehouse.acceptance.architecture.planted.store;

import java.util.List;

import org.springframework.stereotype.Controller;

/**
 * Planted: an entity that a request can change.
 */
@Controller
class EntityController {

	List<Stored> list() {
		return List.of();
	}

}
